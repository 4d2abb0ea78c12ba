import { IdempotencyModule } from '@app/core';
import { JobWorkersModule } from '@app/jobs';
import { Module } from '@nestjs/common';
import { IdempotencyMaintenanceService } from './idempotency-maintenance.service';
import { PurgeHandler } from './purge.handler';
import { ReconcileHandler } from './reconcile.handler';
import { SystemProcessor } from './system.processor';

@Module({
  imports: [IdempotencyModule, JobWorkersModule],
  providers: [IdempotencyMaintenanceService, PurgeHandler, ReconcileHandler, SystemProcessor],
})
export class SystemJobsModule {}
