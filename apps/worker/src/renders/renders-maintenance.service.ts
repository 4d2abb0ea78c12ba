import { eraseRender, eraseSegments, JobPublisherService, observeRender, runRender, runSegment } from '@app/jobs';
import { RenderLeasesRepository, RenderPlansRepository, SegmentLeasesRepository } from '@app/render-proxy';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Regular work on renders, on the schedule of `maintenance/tasks.ts`. Each method returns the number of rows. */
@Injectable()
export class RendersMaintenanceService {
  constructor(
    private readonly leases: RenderLeasesRepository,
    private readonly segments: SegmentLeasesRepository,
    private readonly plans: RenderPlansRepository,
    private readonly publisher: JobPublisherService,
  ) {}

  async republishOverdue(manager: EntityManager): Promise<number> {
    const overdue = await this.leases.takeOverdue(manager);
    for (const { id, epoch, providerRenderId, queuePriority } of overdue) {
      const [payload, state] = [{ renderId: id }, { id, epoch }];
      if (providerRenderId) await this.publisher.republish(observeRender, payload, state, manager);
      else await this.publisher.republish(runRender, payload, state, manager, queuePriority);
    }
    return overdue.length;
  }

  async republishOverdueSegments(manager: EntityManager): Promise<number> {
    const overdue = await this.segments.takeOverdue(manager);
    for (const { id, epoch, priority } of overdue)
      await this.publisher.republish(runSegment, { segmentId: id }, { id, epoch }, manager, priority);
    return overdue.length;
  }

  /** Starts the deletion of segments that were kept for changed edits. */
  async eraseExpiredSegments(manager: EntityManager): Promise<number> {
    const expired = await this.plans.takeExpired(manager);
    for (const renderId of expired) await this.publisher.publishAgain(eraseSegments, { renderId }, manager);
    return expired.length;
  }

  /** Starts the deletion of files past their retention. */
  async eraseExpired(manager: EntityManager): Promise<number> {
    const expired = await this.leases.takeExpired(manager);
    for (const renderId of expired) await this.publisher.publishAgain(eraseRender, { renderId }, manager);
    return expired.length;
  }
}
