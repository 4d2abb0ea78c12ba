import { eraseUpload, JobPublisherService, processUpload } from '@app/jobs';
import { UploadLeasesRepository } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UploadSettlementService } from './upload-settlement.service';

/** Regular work on uploads, on the schedule of `maintenance/tasks.ts`. Each method returns the number of rows. */
@Injectable()
export class UploadsMaintenanceService {
  constructor(
    private readonly leases: UploadLeasesRepository,
    private readonly settlement: UploadSettlementService,
    private readonly publisher: JobPublisherService,
  ) {}

  async republishOverdue(manager: EntityManager): Promise<number> {
    const overdue = await this.leases.takeOverdue(manager);
    for (const { id, epoch, priority, isEnded } of overdue) {
      if (isEnded) await this.publisher.republish(eraseUpload, { uploadId: id }, { id, epoch }, manager);
      else await this.publisher.republish(processUpload, { uploadId: id }, { id, epoch }, manager, priority);
    }
    return overdue.length;
  }

  /** Ends uploads that were never completed. */
  async abandon(manager: EntityManager): Promise<number> {
    const abandoned = await this.leases.abandon(manager);
    for (const upload of abandoned) await this.settlement.endAnnounced(upload, manager);
    return abandoned.length;
  }

  expireFailed(manager: EntityManager): Promise<number> {
    return this.leases.expireFailed(manager);
  }
}
