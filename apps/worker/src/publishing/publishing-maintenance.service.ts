import { advancePublication, JobPublisherService } from '@app/jobs';
import { PublicationLeasesRepository } from '@app/platforms';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Regular work on publications, on the schedule of `maintenance/tasks.ts`. */
@Injectable()
export class PublishingMaintenanceService {
  constructor(
    private readonly leases: PublicationLeasesRepository,
    private readonly publisher: JobPublisherService,
  ) {}

  /** Also continues those whose account was reconnected. Returns the number of rows. */
  async republishOverdue(manager: EntityManager): Promise<number> {
    const overdue = await this.leases.takeOverdue(manager);
    for (const { id, epoch } of overdue)
      await this.publisher.republish(advancePublication, { publicationId: id }, { id, epoch }, manager);
    return overdue.length;
  }
}
