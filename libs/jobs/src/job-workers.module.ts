import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { DiscoveryModule } from '@nestjs/core';
import { jobsConfig } from './jobs.config';
import { OutboxDispatcherService } from './outbox/outbox-dispatcher.service';
import { JobBackgroundService } from './processing/job-background.service';
import { JobExecutorService } from './processing/job-executor.service';
import { JobWorkersService } from './processing/job-workers.service';
import { SchedulesService } from './schedules/schedules.service';

/** Consumes jobs. Only the worker process imports it, together with its handlers. */
@Module({
  imports: [ConfigModule.forFeature(jobsConfig), DiscoveryModule],
  providers: [JobBackgroundService, JobExecutorService, JobWorkersService, OutboxDispatcherService, SchedulesService],
  exports: [ConfigModule],
})
export class JobWorkersModule {}
