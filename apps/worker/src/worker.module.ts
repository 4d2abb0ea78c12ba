import { DatabaseModule, OperationsModule } from '@app/core';
import { JobsModule } from '@app/jobs';
import { Module } from '@nestjs/common';
import { migrations } from '../../../migrations';
import { AccountMailJobsModule } from './account-mails/account-mails.module';
import { AccountJobsModule } from './accounts/accounts.module';
import { BillingJobsModule } from './billing/billing.module';
import { RenderJobsModule } from './renders/renders.module';
import { SelfCheckJobsModule } from './self-checks/self-checks.module';
import { IngestJobsModule } from './sources/sources.module';
import { SystemJobsModule } from './system/system.module';

/** The worker process: the only place where jobs are worked off. One module for each queue. */
@Module({
  imports: [
    DatabaseModule,
    OperationsModule.forProcess({ service: 'worker', migrations: migrations as { name: string }[] }),
    JobsModule,
    AccountJobsModule,
    AccountMailJobsModule,
    BillingJobsModule,
    RenderJobsModule,
    IngestJobsModule,
    SelfCheckJobsModule,
    SystemJobsModule,
  ],
})
export class WorkerModule {}
