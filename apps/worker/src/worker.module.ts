import { DatabaseModule, OperationsModule } from '@app/core';
import { JobsModule } from '@app/jobs';
import { Module } from '@nestjs/common';
import { migrations } from '../../../migrations';
import { AccountMailsJobsModule } from './account-mails/account-mails-jobs.module';
import { AccountsJobsModule } from './accounts/accounts-jobs.module';
import { BillingJobsModule } from './billing/billing-jobs.module';
import { RendersJobsModule } from './renders/renders-jobs.module';
import { SelfChecksJobsModule } from './self-checks/self-checks-jobs.module';
import { SourcesJobsModule } from './sources/sources-jobs.module';
import { SystemJobsModule } from './system/system-jobs.module';

/** The worker process: the only place where jobs are worked off. One module for each queue. */
@Module({
  imports: [
    DatabaseModule,
    OperationsModule.forProcess({ service: 'worker', migrations: migrations as { name: string }[] }),
    JobsModule,
    AccountsJobsModule,
    AccountMailsJobsModule,
    BillingJobsModule,
    RendersJobsModule,
    SourcesJobsModule,
    SelfChecksJobsModule,
    SystemJobsModule,
  ],
})
export class WorkerModule {}
