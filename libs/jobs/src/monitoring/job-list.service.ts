import { type Page, pageOf, readCursor, redactSecrets } from '@app/core';
import { Injectable } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import { findContract } from '../contracts/job-contracts';
import { QueueConnection } from '../processing/job-queue';
import { JobQueuesService } from '../processing/job-queues.service';

/** A job that an operator may have to look at. */
export interface ListedJob {
  id: string;
  name: string;
  queue: string;
  state: 'failed' | 'waiting' | 'active';
  /** Runs so far. */
  attempts: number;
  createdAt: Date;
  /** When its last run began; null if none did. */
  startedAt: Date | null;
  /** When it failed for good; null for stuck jobs. */
  failedAt: Date | null;
  /** Why it failed, without secrets. */
  reason: string | null;
}

/** Jobs of each queue and state that are looked at. */
const MOST = 1_000;
/** A job that waits this long is stuck: workers are missing, or far behind. */
const STUCK_WAITING_MS = 15 * 60_000;
/** How long a job may exceed its time limit before it counts as stuck. */
const OVERTIME_MS = 60_000;
/** Time limit of a job that only workers of another version know. */
const UNKNOWN_JOB_SECONDS = 600;
const LONGEST_REASON = 1_000;

type Position = [time: number, id: string];

/** Jobs that failed for good or do not move, of all queues together, newest first. */
@Injectable()
export class JobListService {
  constructor(
    private readonly queues: JobQueuesService,
    private readonly connection: QueueConnection,
  ) {}

  /** @throws AppError invalid_input for a malformed cursor */
  async list(
    state: 'failed' | 'stuck',
    { limit, cursor }: { limit: number; cursor?: string },
  ): Promise<Page<ListedJob>> {
    const before = cursor === undefined ? undefined : readCursor(cursor, isPosition);
    const found = (state === 'failed' ? await this.failed() : await this.stuck())
      .sort((one, other) => compare(positionOf(other), positionOf(one)))
      .filter((job) => !before || compare(positionOf(job), before) < 0);
    return pageOf(found, limit, positionOf);
  }

  private async failed(): Promise<ListedJob[]> {
    const jobs = await Promise.all(this.queues.all().map((queue) => queue.getJobs(['failed'], 0, MOST - 1)));
    return jobs.flat().flatMap((job) => listed(job, 'failed') ?? []);
  }

  private async stuck(): Promise<ListedJob[]> {
    const now = Date.now();
    const [waiting, active] = await Promise.all([
      Promise.all(this.queues.all().map((queue) => this.waitingSince(queue, now - STUCK_WAITING_MS))),
      Promise.all(this.queues.all().map((queue) => queue.getJobs(['active'], 0, MOST - 1, true))),
    ]);
    const slow = (job: Job) => now - (job.processedOn ?? now) > limitOf(job) + OVERTIME_MS;
    return [
      ...waiting.flat().flatMap((job) => listed(job, 'waiting') ?? []),
      ...active.flat().flatMap((job) => (job && slow(job) ? (listed(job, 'active') ?? []) : [])),
    ];
  }

  private async waitingSince(queue: Queue, latest: number): Promise<(Job | undefined)[]> {
    const jobs = await this.connection.store.longestWaiting(queue, MOST);
    return Promise.all(jobs.flatMap(({ jobId, since }) => (since < latest ? [queue.getJob(jobId)] : [])));
  }
}

function limitOf({ name }: Job): number {
  return (findContract(name)?.timeoutSeconds ?? UNKNOWN_JOB_SECONDS) * 1_000;
}

/** Undefined for a job that was removed while the list was read. */
function listed(job: Job | undefined, state: ListedJob['state']): ListedJob | undefined {
  if (job?.id === undefined) return undefined;
  const { id, name, queueName: queue, attemptsMade: attempts, timestamp, processedOn, finishedOn, failedReason } = job;
  return {
    id,
    name,
    queue,
    state,
    attempts,
    createdAt: new Date(timestamp),
    startedAt: processedOn === undefined ? null : new Date(processedOn),
    failedAt: state === 'failed' && finishedOn !== undefined ? new Date(finishedOn) : null,
    reason: failedReason ? redactSecrets(failedReason).slice(0, LONGEST_REASON) : null,
  };
}

const positionOf = ({ id, failedAt, createdAt }: ListedJob): Position => [Number(failedAt ?? createdAt), id];

const compare = ([time, id]: Position, [otherTime, otherId]: Position): number =>
  time - otherTime || (id < otherId ? -1 : Number(id > otherId));

const isPosition = (key: unknown): key is Position =>
  Array.isArray(key) && key.length === 2 && typeof key[0] === 'number' && typeof key[1] === 'string';
