import { IsUUID } from 'class-validator';
import { defineJob } from './define-job';

export class SelfCheckPayload {
  @IsUUID()
  selfCheckId: string;
}

/** Every other job runs first; a self-check that has begun delays the next job by at most `LONGEST_SELF_CHECK_MS`. */
const BEHIND_ALL_OTHERS = 1_000_000;

/** Carries out one self-check: proves the path from HTTP through outbox, queue and worker to the finished row. */
export const runSelfCheck = defineJob({
  name: 'self_check.run',
  queue: 'heavy',
  payload: SelfCheckPayload,
  priority: BEHIND_ALL_OTHERS,
  retry: { attempts: 5, backoffMs: 1_000, maxBackoffMs: 15_000 },
  timeoutSeconds: 120,
  jobId: ({ selfCheckId }) => `self_check.run-${selfCheckId}`,
});
