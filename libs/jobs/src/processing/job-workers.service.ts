import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { findContract } from '../contracts/job-contracts';
import { queueNames } from '../contracts/queues';
import { type JobsConfig, jobsConfig } from '../jobs.config';
import { handlersByJob } from './handlers-by-job';
import { JobBackgroundService } from './job-background.service';
import { JobExecutorService } from './job-executor.service';
import { handledJob, type JobHandler } from './job-handler';
import { endWhenBroken, JobWorker, QueueConnection } from './job-queue';
import { NextJobService } from './next-job.service';

/** Milliseconds that aborted handlers get to return before the process ends without them. */
const AFTER_ABORT_MS = 5_000;

/** Consumes every queue once all modules have started, and stops without losing a job. */
@Injectable()
export class JobWorkersService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Worker');
  private workers: JobWorker[] = [];
  private stopping = false;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly executor: JobExecutorService,
    private readonly background: JobBackgroundService,
    private readonly next: NextJobService,
    private readonly connection: QueueConnection,
    @Inject(jobsConfig.KEY) private readonly config: JobsConfig,
  ) {}

  onApplicationBootstrap(): void {
    const handlers = handlersByJob(
      this.discovery.getProviders({ metadataKey: handledJob.KEY }).map((provider) => ({
        job: this.discovery.getMetadataByDecorator(handledJob, provider)?.name ?? '',
        handler: provider.instance as JobHandler<never>,
      })),
    );
    this.workers = queueNames.map((queue) => {
      const worker = new JobWorker(queue, this.connection, (job, token) =>
        this.executor.execute(job, handlers.get(findContract(job.name)?.name ?? ''), token),
      );
      this.next.register(queue, worker);
      return worker;
    });
    for (const worker of this.workers) {
      endWhenBroken(worker, () => this.stopping);
      worker.on('lockRenewalFailed', (jobIds) => jobIds.forEach((jobId) => this.executor.abortLost(jobId)));
      worker.run().catch((error: Error) => this.logger.error(`worker ${worker.name} ended: ${error.message}`));
    }
    this.background.start();
    this.logger.log(`consuming ${queueNames.join(', ')} on ${this.connection.store.backend}`);
  }

  /** Takes no more jobs, lets running ones finish, then aborts the remaining ones, which go back to the queue. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await this.background.stop();
    const closed = Promise.all(this.workers.map((worker) => worker.close())).then(() => true);
    if (await Promise.race([closed, sleep(this.config.JOB_DRAIN_SECONDS * 1_000, false, { ref: false })])) return;
    this.logger.warn(
      `${this.executor.runningJobs} jobs did not finish within ${this.config.JOB_DRAIN_SECONDS} s and go back to the queue`,
    );
    this.executor.abortAll();
    this.connection.store.stopWaiting();
    await Promise.race([closed, sleep(AFTER_ABORT_MS, false, { ref: false })]);
  }
}
