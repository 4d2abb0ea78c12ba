import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { DiscoveryModule } from '@nestjs/core';
import { jobsConfig } from './jobs.config';
import { OutboxDispatcher } from './outbox/outbox-dispatcher.service';
import { JobBackground } from './processing/job-background.service';
import { JobExecutor } from './processing/job-executor.service';
import { JobWorkers } from './processing/job-workers.service';
import { Upkeep } from './schedules/maintenance.service';
import { ScheduleKeeper } from './schedules/schedules.service';

/** Working off jobs: for the worker process only, beside its processors. */
@Module({
  imports: [ConfigModule.forFeature(jobsConfig), DiscoveryModule],
  providers: [JobBackground, JobExecutor, JobWorkers, OutboxDispatcher, ScheduleKeeper, Upkeep],
  exports: [ConfigModule, JobExecutor, Upkeep],
})
export class JobWorkersModule {}
