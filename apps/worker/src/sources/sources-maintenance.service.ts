import { eraseSource, ingestSource, JobPublisherService } from '@app/jobs';
import { SourceLeasesRepository } from '@app/render-proxy';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SourceProgressionService } from './source-progression.service';

/** Regular work on sources, on the schedule of `maintenance/tasks.ts`. */
@Injectable()
export class SourcesMaintenanceService {
  constructor(
    private readonly leases: SourceLeasesRepository,
    private readonly progression: SourceProgressionService,
    private readonly publisher: JobPublisherService,
  ) {}

  /** Returns the number of rows. */
  async republishOverdue(manager: EntityManager): Promise<number> {
    const overdue = await this.leases.takeOverdue(manager);
    for (const { id, epoch, status, isHopeless } of overdue) {
      if (isHopeless) await this.progression.giveUpOverdue({ id, epoch }, manager);
      else if (status === 'deleted' || status === 'failed')
        await this.publisher.republish(eraseSource, { sourceId: id }, { id, epoch }, manager);
      else await this.publisher.republish(ingestSource, { sourceId: id }, { id, epoch }, manager);
    }
    return overdue.length;
  }
}
