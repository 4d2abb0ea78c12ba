import type { QueueName } from './queues';

/** When and how often a failed job is retried. Delays double from `backoffMs` up to `maxBackoffMs`, with jitter. */
export interface RetryPolicy {
  /** Total number of runs. At least 2, except for a step that must not be repeated. */
  attempts: number;
  backoffMs: number;
  /** Default: 10 minutes. */
  maxBackoffMs?: number;
}

/**
 * For work that waits for a third party's server to recover: retries for more than a day, with fifteen minutes between
 * later attempts.
 */
export const RETRY_FOR_A_DAY: RetryPolicy = { attempts: 150, backoffMs: 2_000, maxBackoffMs: 900_000 };

/** The contract between publisher, queue and handler for one kind of job. */
export interface JobContract<
  Name extends string = string,
  Queue extends QueueName = QueueName,
  Payload extends object = object,
> {
  /** `<noun>.<verb>`, unique, stable: jobs outlive deployments. */
  readonly name: Name;
  /** Names of the same job in earlier releases, whose jobs may still wait, and whose processes may still publish it. */
  readonly formerNames?: readonly string[];
  readonly queue: Queue;
  /** Ids, never entities or secrets. Validated by class-validator before publication and before handling. */
  readonly payload: new () => Payload;
  readonly retry: RetryPolicy;
  /** A run that takes longer is stopped. */
  readonly timeoutSeconds: number;
  /** 1 (first) to 2,097,152 (last). Default: in order, ahead of all jobs with a priority. */
  readonly priority?: number;
  /**
   * Same id, same job: while the queue still holds the id, publishing it again changes nothing. No `:`, not only
   * digits.
   */
  jobId?(payload: Payload): string;
  /**
   * The row that the job is about, for jobs that only announce work on a row: at most one such job waits. One that is
   * published while another runs follows it.
   */
  oncePer?(payload: Payload): string;
}

/** Priority of jobs that call clients' servers, which may be slow: every other job of their queue runs first. */
export const CLIENTS_LAST = 1_000;

/** Declares a job. The worker does not start until exactly one class `@HandlesJob` it. */
export function defineJob<
  const Name extends `${Lowercase<string>}.${Lowercase<string>}`,
  const Queue extends QueueName,
  Payload extends object,
>(contract: JobContract<Name, Queue, Payload>): JobContract<Name, Queue, Payload> {
  return Object.freeze(contract);
}
