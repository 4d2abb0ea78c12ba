import { DiscoveryService } from '@nestjs/core';
import type { AnyJobContract, PayloadOf } from '../contracts/job-contracts';

/** One run of one job. */
export interface JobRun {
  jobId: string;
  /** 1 for the first. Runs that ended because a worker stopped or died do not count. */
  attempt: number;
  isLastAttempt: boolean;
  requestId: string;
  /**
   * Aborted when the time is up, the worker stops or another worker took over. Pass it on to everything that waits.
   */
  signal: AbortSignal;
}

/**
 * Port: handles one kind of job. It may be called twice for the same payload, late, or while an earlier call still
 * hangs somewhere: read the row, make guarded changes, and return without an error when there is nothing to do.
 */
export interface JobHandler<Contract> {
  /** The result, if any, is small; the queue dashboard shows it. */
  handle(payload: PayloadOf<Contract>, run: JobRun): Promise<unknown>;
}

/** Reads what `@HandlesJob` declared. */
export const handledJob = DiscoveryService.createDecorator<AnyJobContract>();

/** Makes a provider of the worker the handler of one job; a handler of another payload does not compile. */
export function HandlesJob<Contract extends AnyJobContract>(contract: Contract) {
  return (handler: abstract new (...dependencies: never[]) => JobHandler<Contract>): void => {
    handledJob(contract)(handler);
  };
}
