import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { Module } from '@nestjs/common';
import { AdminGrantsController } from './admin-grants.controller';
import { AdminGrantsService } from './admin-grants.service';
import { AdminUsersController } from './admin-users.controller';
import { AuditLogController } from './audit-log.controller';
import { FailedJobsController } from './failed-jobs.controller';
import { MaintenanceController } from './maintenance.controller';
import { MaintenanceService } from './maintenance.service';

@Module({
  imports: [AuthModule, BillingModule],
  controllers: [
    AdminUsersController,
    AdminGrantsController,
    AuditLogController,
    MaintenanceController,
    FailedJobsController,
  ],
  providers: [AdminGrantsService, MaintenanceService],
})
export class AdminApiModule {}
