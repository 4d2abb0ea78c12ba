import { DatabaseModule } from '@app/core';
import { JobsModule } from '@app/jobs';
import { Module } from '@nestjs/common';
import { SelfCheckJobsModule } from './self-checks/self-checks.module';
import { SystemJobsModule } from './system/system.module';

/** The worker process: the only place where jobs are worked off. One module for each queue. */
@Module({
  imports: [
    DatabaseModule,
    JobsModule,
    SelfCheckJobsModule,
    SystemJobsModule,
  ],
})
export class WorkerModule {}
