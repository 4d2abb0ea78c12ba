import { IdempotencyStore } from '@app/core';
import { MaintenanceService } from '@app/jobs';
import { Injectable, type OnModuleInit } from '@nestjs/common';

const BATCH = 1_000;

/** Forgets idempotency keys after their 24 hours. */
@Injectable()
export class IdempotencyMaintenanceService implements OnModuleInit {
  constructor(
    private readonly maintenance: MaintenanceService,
    private readonly store: IdempotencyStore,
  ) {}

  onModuleInit(): void {
    this.maintenance.register('purge', { name: 'idempotency_keys', run: () => this.purgeAll() });
  }

  private async purgeAll(): Promise<number> {
    for (let total = 0; ; ) {
      const purged = await this.store.purgeExpired(BATCH);
      total += purged;
      if (purged < BATCH) return total;
    }
  }
}
