import { JobPublisherService, runSelfCheck, SelfChecksRepository } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Regular work on self-checks, on the schedule of `maintenance/tasks.ts`. */
@Injectable()
export class SelfChecksMaintenanceService {
  constructor(
    private readonly selfChecks: SelfChecksRepository,
    private readonly publisher: JobPublisherService,
  ) {}

  /** Returns the number of rows. */
  async republishOverdue(manager: EntityManager): Promise<number> {
    const overdue = await this.selfChecks.takeOverdue(manager);
    for (const { id, epoch } of overdue)
      await this.publisher.republish(runSelfCheck, { selfCheckId: id }, { id, epoch }, manager);
    return overdue.length;
  }
}
