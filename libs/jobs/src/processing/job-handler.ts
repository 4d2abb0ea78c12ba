import type { ContractNamed, JobNameOf, PayloadOf } from '../contracts/job-contracts';
import type { QueueName } from '../contracts/queues';

/** One run of one job. */
export interface JobRun {
  jobId: string;
  /** 1 for the first. Runs that a stopping or dying worker cut short do not count. */
  attempt: number;
  isLastAttempt: boolean;
  requestId: string;
  /** Aborted when the time is up, the worker stops or another worker took over. Pass it on to everything that waits. */
  signal: AbortSignal;
}

/**
 * Port: does one kind of job. May be called twice for the same payload, late, and while an earlier call still hangs
 * somewhere: read the row, make guarded changes, leave quietly when there is nothing to do.
 */
export interface JobHandler<Contract> {
  /** The result, if any, is small and for people who look at the queue. */
  handle(payload: PayloadOf<Contract>, run: JobRun): Promise<unknown>;
}

/** A handler for every job of the queue: one that lacks, or handles another job's payload, does not compile. */
export type JobHandlers<Queue extends QueueName> = {
  readonly [Name in JobNameOf<Queue>]: JobHandler<ContractNamed<Name>>;
};
