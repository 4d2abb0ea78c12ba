import { DatabaseModule, OperationsModule } from '@app/core';
import { JobsModule } from '@app/jobs';
import { Module } from '@nestjs/common';
import { migrations } from '../../../migrations';
import { AccountMailJobsModule } from './account-mails/account-mails-jobs.module';
import { AccountJobsModule } from './accounts/accounts-jobs.module';
import { BillingJobsModule } from './billing/billing-jobs.module';
import { RenderJobsModule } from './renders/renders-jobs.module';
import { SelfCheckJobsModule } from './self-checks/self-checks-jobs.module';
import { IngestJobsModule } from './sources/sources-jobs.module';
import { SystemJobsModule } from './system/system-jobs.module';

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
