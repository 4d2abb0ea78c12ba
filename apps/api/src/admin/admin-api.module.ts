import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { InsightsModule } from '@app/insights';
import { RenderProxyModule } from '@app/render-proxy';
import { Module } from '@nestjs/common';
import { AdminGrantsController } from './admin-grants.controller';
import { AdminGrantsService } from './admin-grants.service';
import { AdminUsersController } from './admin-users.controller';
import { AuditLogController } from './audit-log.controller';
import { FailedJobsController } from './failed-jobs.controller';
import { MaintenanceController } from './maintenance.controller';
import { OperatorActionsService } from './operator-actions.service';
import { ProductFiguresController } from './product-figures.controller';
import { ProductFiguresService } from './product-figures.service';
import { QueuesController } from './queues.controller';
import { RenderSegmentsController } from './render-segments.controller';
import { TwoFactorRemovalService } from './two-factor-removal.service';

@Module({
  imports: [AuthModule, BillingModule, InsightsModule, RenderProxyModule],
  controllers: [
    AdminUsersController,
    AdminGrantsController,
    AuditLogController,
    MaintenanceController,
    FailedJobsController,
    ProductFiguresController,
    QueuesController,
    RenderSegmentsController,
  ],
  providers: [AdminGrantsService, OperatorActionsService, ProductFiguresService, TwoFactorRemovalService],
})
export class AdminApiModule {}
