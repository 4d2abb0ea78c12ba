import { IdempotencyModule } from '@app/core';
import { InsightsModule } from '@app/insights';
import { Module } from '@nestjs/common';
import { DailyHandler } from './daily.handler';
import { HourlyHandler } from './hourly.handler';
import { MaintenanceService } from './maintenance.service';
import { ReconcileHandler } from './reconcile.handler';

@Module({
  imports: [IdempotencyModule, InsightsModule],
  providers: [DailyHandler, HourlyHandler, MaintenanceService, ReconcileHandler],
})
export class MaintenanceJobsModule {}
