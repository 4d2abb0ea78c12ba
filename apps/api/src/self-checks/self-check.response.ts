import type { SelfCheck, SelfCheckStatus } from '@app/jobs';
import type { Count, Cursor, Instant, Milliseconds, Uuid } from '../http/field-types';

export class SelfCheckResponse {
  /** Id of the self-check. */
  id: Uuid;

  /** State of the self-check. */
  status: SelfCheckStatus;

  /** Milliseconds that the job works before it completes. */
  work_ms: Milliseconds;

  /** Number of times that workers took the job; more than 1 after a worker died or stopped. */
  attempts: Count;

  /**
   * The worker process that took the job last; null before a worker took it.
   * @example "render-1:4711"
   */
  worker: string | null;

  /**
   * Why it failed; null unless it did.
   * @example "The job exceeded its time limit."
   */
  error: string | null;

  /** Milliseconds from the request to the first worker, including outbox and queue; null before a worker took it. */
  pickup_ms: Milliseconds | null;

  /** When the self-check was requested. */
  created_at: Instant;

  /** When a worker took the job; null before. */
  started_at: Instant | null;

  /** When the job ended; null before. */
  finished_at: Instant | null;

  static of(check: SelfCheck): SelfCheckResponse {
    return {
      id: check.id,
      status: check.status,
      work_ms: check.workMs,
      attempts: check.attempts,
      worker: check.worker,
      error: check.error,
      pickup_ms: check.startedAt && check.startedAt.getTime() - check.createdAt.getTime(),
      created_at: check.createdAt.toISOString(),
      started_at: check.startedAt?.toISOString() ?? null,
      finished_at: check.finishedAt?.toISOString() ?? null,
    };
  }
}

export class SelfCheckListResponse {
  /** One page of self-checks, newest first. */
  self_checks: SelfCheckResponse[];

  next_cursor: Cursor | null;
}
