import type { Page } from '@app/core';
import type { ListedJob, QueueSnapshot } from '@app/jobs';
import type { Count, Cursor, Instant, Seconds } from '../http/field-types';

class QueueResponse {
  /**
   * Name of the queue.
   * @example "heavy"
   */
  name: string;

  /** Jobs that wait for a worker. */
  waiting: Count;

  /** Jobs that wait for a time. */
  delayed: Count;

  /** Jobs that run. */
  active: Count;

  /** Jobs that failed for good within the last week. */
  failed: Count;

  /** Age of the job that waits longest; 0 without one. */
  oldest_waiting_seconds: Seconds;
}

export class QueuesResponse {
  /** The queues. */
  queues: QueueResponse[];

  /** Worker processes that listen now. */
  workers: Count;

  /** Age of the oldest accepted work that has not reached its queue; 0 without one. */
  outbox_delay_seconds: Seconds;

  /** When the jobs were counted. */
  as_of: Instant;

  static of({ queues, workers, oldestOutboxSeconds }: QueueSnapshot): QueuesResponse {
    return {
      queues: queues.map(({ name, jobs, oldestWaitingSeconds }) => ({
        name,
        waiting: (jobs.waiting ?? 0) + (jobs.prioritized ?? 0),
        delayed: jobs.delayed ?? 0,
        active: jobs.active ?? 0,
        failed: jobs.failed ?? 0,
        oldest_waiting_seconds: oldestWaitingSeconds,
      })),
      workers,
      outbox_delay_seconds: oldestOutboxSeconds,
      as_of: new Date().toISOString(),
    };
  }
}

class AdminJobResponse {
  /**
   * Id of the job.
   * @example "0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10"
   */
  id: string;

  /**
   * Kind of the job.
   * @example "render.run"
   */
  name: string;

  /**
   * Queue of the job.
   * @example "heavy"
   */
  queue: string;

  /** Its state. */
  state: ListedJob['state'];

  /** Runs so far. */
  attempts: Count;

  /** When it entered the queue. */
  created_at: Instant;

  /** When its last run began; null if none did. */
  started_at: Instant | null;

  /** When it failed for good; null for stuck jobs. */
  failed_at: Instant | null;

  /**
   * Why it failed, without secrets; null if it did not.
   * @example "the provider answered 503"
   */
  reason: string | null;
}

export class AdminJobListResponse {
  /** One page of jobs, newest first. */
  jobs: AdminJobResponse[];

  next_cursor: Cursor | null;

  static of({ rows, nextCursor }: Page<ListedJob>): AdminJobListResponse {
    return {
      jobs: rows.map(({ createdAt, startedAt, failedAt, ...job }) => ({
        ...job,
        created_at: createdAt.toISOString(),
        started_at: startedAt?.toISOString() ?? null,
        failed_at: failedAt?.toISOString() ?? null,
      })),
      next_cursor: nextCursor,
    };
  }
}
