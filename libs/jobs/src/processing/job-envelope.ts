import type { JobsOptions } from 'bullmq';
import type { JobContract } from '../contracts/define-job';
import { KEEP_COMPLETED, KEEP_FAILED } from './job-queue';

/** The data of every job in the queue. */
export interface JobEnvelope {
  payload: unknown;
  /** Ties the job to the request that caused it. */
  requestId: string;
}

/**
 * On average, every 50th job removes finished jobs that are too old or too many. In Postgres this reads all of them,
 * which costs more than finishing the job itself.
 */
const REMOVE_AFTER = 50;

/** BullMQ's options for one job of this kind. */
export function jobOptions(
  contract: JobContract,
  { jobId, priority = contract.priority, payload }: { jobId?: string; priority?: number; payload?: unknown } = {},
): JobsOptions {
  const row = payload === undefined ? undefined : contract.oncePer?.(payload as object);
  return {
    attempts: contract.retry.attempts,
    backoff: { type: 'contract' },
    removeOnComplete: (jobId === undefined || Math.random() * REMOVE_AFTER < 1) && KEEP_COMPLETED,
    removeOnFail: KEEP_FAILED,
    ...(jobId !== undefined && { jobId }),
    ...(priority !== undefined && { priority }),
    ...(row !== undefined && { deduplication: { id: `${contract.name}-${row}`, keepLastIfActive: true } }),
  };
}
