import { BullModule } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import {
  type ConnectionOptions,
  type IQueueBackend,
  type Job,
  type Processor,
  Queue,
  type QueueOptions,
  setDefaultBackendFactory,
  Worker,
  type WorkerOptions,
} from 'bullmq';
import { findContract } from '../contracts/job-contracts';
import { type QueueDefinition, type QueueName, queues } from '../contracts/queues';
import type { JobsConfig } from '../jobs.config';
import type { QueueStore } from '../queue-store';
import type { JobFailure } from './classify-failure';
import { retryDelay } from './retry-delay';

const logger = new Logger('Queue');

/** The queue keeps finished jobs for a while for its dashboard; rows, not jobs, are the record. Ages in seconds. */
export const KEEP_COMPLETED = { age: 3_600, count: 500 };
export const KEEP_FAILED = { age: 7 * 86_400, count: 2_000 };

/**
 * The queue drops a job that has killed its worker this many times; reconciliation publishes it again later.
 */
const MAX_STALLED = 5;
const STORE_RETRY_MS = 1_000;
/**
 * How long a worker relies on the store's announcements before it looks for jobs itself. BullMQ allows an hour on
 * Postgres, but a connection may fall silent without being lost.
 */
const LOOK_AGAIN_SECONDS = 10;
const SILENCE_MS = 10_000;

/** Replaces BullMQ's connection options: the store, and how this process takes jobs. */
export class QueueConnection {
  constructor(
    readonly store: QueueStore,
    readonly config: JobsConfig,
    /** What the names of all its keys in Redis begin with. */
    readonly prefix: string,
  ) {}

  get asOptions(): ConnectionOptions {
    return this;
  }
}

/** A queue that logs its errors: an emitted error without a listener would end the process. */
export class JobQueue extends Queue {
  constructor(name: string, options: QueueOptions) {
    super(name, options);
    this.on('error', quietly(`queue ${name}`));
  }
}

/** A job that a worker has taken in addition to those of its main loop. */
interface ExtraJob {
  job: Job;
  /** Runs it under a renewed lock; resolves at its end, however it ends. */
  run: () => Promise<void>;
  /** Puts it back to the head of the jobs of its priority. */
  giveBack: () => Promise<void>;
}

/** Puts an active job back to the head of the jobs of its priority, without counting the attempt. */
export async function returnToHead(job: Job, token: string): Promise<void> {
  await job.moveToWait(token);
  // Postgres puts a job without a priority at the end.
  if (!job.priority) await job.changePriority({ priority: 0, lifo: true });
}

/** A worker with the product's settings. It does not start by itself, and it survives errors of its store. */
export class JobWorker extends Worker {
  private extraJobs = 0;

  constructor(name: QueueName, connection: QueueConnection, process: Processor) {
    const { config } = connection;
    super(name, process, {
      connection: connection.asOptions,
      prefix: connection.prefix,
      ...workerOptions(name, config),
    });
    this.on('error', quietly(`worker ${name}`));
  }

  override get maximumBlockTimeout(): number {
    return Math.min(super.maximumBlockTimeout, LOOK_AGAIN_SECONDS);
  }

  /** Takes the next job beyond its concurrency; undefined when there is none, and while the worker closes. */
  async takeNow(): Promise<ExtraJob | undefined> {
    const token = `${this.id}:extra:${++this.extraJobs}`;
    const job = await this.getNextJob(token, { block: false });
    if (!job) return undefined;
    return {
      job,
      run: async () => void (await this.processJob(job, token, () => false)),
      giveBack: () => returnToHead(job, token),
    };
  }
}

/**
 * BullMQ initialises a queue or worker only once. One whose initialisation failed never works again, but a new process
 * does, so the unhandled rejection ends this process on purpose.
 */
export function endWhenBroken(part: Queue | Worker, isStopping: () => boolean): void {
  void part.waitUntilReady().catch((cause: unknown) => {
    if (!isStopping()) throw new Error(`${part.name} could not be set up`, { cause });
  });
}

/** Logs an unavailable store now and then, not once for every attempt to reach it. */
function quietly(who: string): (error: Error) => void {
  let silentUntil = 0;
  return ({ message }) => {
    if (performance.now() < silentUntil) return;
    silentUntil = performance.now() + SILENCE_MS;
    logger.warn(`${who}: ${message}`);
  };
}

function workerOptions(queue: QueueName, config: JobsConfig): Partial<WorkerOptions> {
  const { concurrency }: QueueDefinition = queues[queue];
  const lockMs = config.JOB_LOCK_SECONDS * 1_000;
  return {
    autorun: false,
    name: String(process.pid),
    concurrency: concurrency === 'heavy' ? config.WORKER_CONCURRENCY : concurrency,
    lockDuration: lockMs,
    stalledInterval: Math.round((lockMs * 2) / 3),
    maxStalledCount: MAX_STALLED,
    runRetryDelay: STORE_RETRY_MS,
    settings: { backoffStrategy: (attemptsMade, _type, error, job) => delayOf(job?.name, attemptsMade, error) },
  };
}

function delayOf(name = '', attemptsMade: number, error?: JobFailure): number {
  const policy = findContract(name)?.retry ?? { attempts: 1, backoffMs: 5_000 };
  return retryDelay(policy, attemptsMade, error?.retryAfterSeconds);
}

// Made once per process: the connection of each queue determines the store.
setDefaultBackendFactory<IQueueBackend, QueueConnection>((name, options, purpose) =>
  options.connection.store.createBackend(name, options, purpose),
);
BullModule.queueClass = JobQueue;
