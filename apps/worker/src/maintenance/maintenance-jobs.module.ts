import { IdempotencyModule } from '@app/core';
import { Module } from '@nestjs/common';
import { HourlyHandler } from './hourly.handler';
import { MaintenanceService } from './maintenance.service';
import { ReconcileHandler } from './reconcile.handler';

@Module({ imports: [IdempotencyModule], providers: [HourlyHandler, MaintenanceService, ReconcileHandler] })
export class MaintenanceJobsModule {}
