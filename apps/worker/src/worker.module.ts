import { DatabaseModule, OperationsModule, Readiness } from '@app/core';
import { JobsModule, QueueMonitorService } from '@app/jobs';
import { Module, type OnModuleInit } from '@nestjs/common';
import { migrations } from '../../../migrations';
import { AccountMailsJobsModule } from './account-mails/account-mails-jobs.module';
import { AccountsJobsModule } from './accounts/accounts-jobs.module';
import { BillingJobsModule } from './billing/billing-jobs.module';
import { DataSubjectJobsModule } from './data-subject/data-subject-jobs.module';
import { MaintenanceJobsModule } from './maintenance/maintenance-jobs.module';
import { NotificationsJobsModule } from './notifications/notifications-jobs.module';
import { OperatorAlertsJobsModule } from './operator-alerts/operator-alerts-jobs.module';
import { PlatformsJobsModule } from './platforms/platforms-jobs.module';
import { PublishingJobsModule } from './publishing/publishing-jobs.module';
import { RendersJobsModule } from './renders/renders-jobs.module';
import { SelfChecksJobsModule } from './self-checks/self-checks-jobs.module';
import { SourcesJobsModule } from './sources/sources-jobs.module';
import { UploadsJobsModule } from './uploads/uploads-jobs.module';
import { WebhooksJobsModule } from './webhooks/webhooks-jobs.module';

/**
 * Maximum size of the pool for the worker's own statements. The change feed adds one connection, the listeners of the
 * queues one each, and the statements of all queues two: a worker has at most ten.
 */
const MOST_CONNECTIONS = 4;

/** The worker process, the only one that handles jobs. One module per feature. */
@Module({
  imports: [
    DatabaseModule.forProcess({ mostConnections: MOST_CONNECTIONS }),
    OperationsModule.forProcess({
      service: 'worker',
      migrations: migrations as { name: string }[],
      startsAfterMigrations: true,
    }),
    JobsModule,
    AccountsJobsModule,
    AccountMailsJobsModule,
    DataSubjectJobsModule,
    BillingJobsModule,
    RendersJobsModule,
    SourcesJobsModule,
    UploadsJobsModule,
    PlatformsJobsModule,
    WebhooksJobsModule,
    NotificationsJobsModule,
    OperatorAlertsJobsModule,
    PublishingJobsModule,
    SelfChecksJobsModule,
    MaintenanceJobsModule,
  ],
})
export class WorkerModule implements OnModuleInit {
  constructor(
    private readonly readiness: Readiness,
    private readonly queues: QueueMonitorService,
  ) {}

  /** A worker that cannot reach the queue is not ready. The API is: the work that it accepts waits in the database. */
  onModuleInit(): void {
    this.readiness.require({ check: () => this.queues.checkReach() });
  }
}
