import {
  ConfigurationError,
  type CoreConfig,
  coreConfig,
  provideFirstConfigured,
  providerConfigurations,
} from '@app/core';
import { BullModule } from '@nestjs/bullmq';
import { type BeforeApplicationShutdown, Global, Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';
import { queueNames } from './contracts/queues';
import { type JobsConfig, jobsConfig } from './jobs.config';
import { FailedJobsService } from './monitoring/failed-jobs.service';
import { JobListService } from './monitoring/job-list.service';
import { QueueMonitorService } from './monitoring/queue-monitor.service';
import { JobPublisherService } from './outbox/job-publisher.service';
import { QueueConnection } from './processing/job-queue';
import { JobQueuesService } from './processing/job-queues.service';
import { NextJobService } from './processing/next-job.service';
import { withinTime } from './processing/within-time';
import { queueStores } from './providers';
import { QueueStore } from './queue-store';

const CLOSE_WITHIN_MS = 2_000;

function withoutStore(): never {
  throw new ConfigurationError(['No queue store is configured']);
}

@Module({
  imports: [
    ConfigModule.forFeature(coreConfig),
    ConfigModule.forFeature(jobsConfig),
    ...providerConfigurations(queueStores),
  ],
  providers: [
    ...provideFirstConfigured<QueueStore>(QueueStore, queueStores, withoutStore),
    {
      provide: QueueConnection,
      inject: [QueueStore, jobsConfig.KEY, coreConfig.KEY],
      useFactory: (store: QueueStore, jobs: JobsConfig, core: CoreConfig) =>
        new QueueConnection(store, jobs, core.QUEUE_PREFIX),
    },
  ],
  exports: [QueueConnection],
})
class QueueConnectionModule implements BeforeApplicationShutdown {
  constructor(private readonly connection: QueueConnection) {}

  /** Runs before the queues close, which would wait for a store that never answered. */
  async beforeApplicationShutdown(): Promise<void> {
    await withinTime(
      this.connection.store.close(),
      CLOSE_WITHIN_MS,
      () => new Error('the queue store did not close in time'),
    );
  }
}

const SERVICES = [
  JobPublisherService,
  JobQueuesService,
  NextJobService,
  QueueMonitorService,
  FailedJobsService,
  JobListService,
];

/** For publishing jobs and monitoring queues. The worker adds `JobWorkersModule`. */
@Global()
@Module({
  imports: [
    ConfigModule.forFeature(jobsConfig),
    TypeOrmModule.forFeature([]),
    QueueConnectionModule,
    BullModule.forRootAsync({
      imports: [QueueConnectionModule],
      inject: [QueueConnection],
      useFactory: (connection: QueueConnection) => ({
        connection: connection.asOptions,
        prefix: connection.prefix,
      }),
    }),
    BullModule.registerQueue(...queueNames.map((name) => ({ name }))),
  ],
  providers: SERVICES,
  exports: [...SERVICES, QueueConnectionModule],
})
export class JobsModule {}
