import { JobPublisherService, MaintenanceService, runSelfCheck, SelfChecksRepository } from '@app/jobs';
import { Injectable, type OnModuleInit } from '@nestjs/common';

/** Brings back self-checks whose job got lost, and forgets old ones. */
@Injectable()
export class SelfChecksMaintenanceService implements OnModuleInit {
  constructor(
    private readonly maintenance: MaintenanceService,
    private readonly selfChecks: SelfChecksRepository,
    private readonly publisher: JobPublisherService,
  ) {}

  onModuleInit(): void {
    this.maintenance.register('purge', { name: 'self_checks', run: (manager) => this.selfChecks.deleteOld(manager) });
    this.maintenance.register('reconcile', {
      name: 'self_checks',
      run: async (manager) => {
        const ids = await this.selfChecks.takeOverdue(manager);
        for (const selfCheckId of ids) await this.publisher.publishAgain(runSelfCheck, { selfCheckId }, manager);
        return ids.length;
      },
    });
  }
}
