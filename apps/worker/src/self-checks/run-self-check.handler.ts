import { setTimeout as sleep } from 'node:timers/promises';
import {
  HandlesJob,
  type JobRun,
  type JobsConfig,
  jobsConfig,
  runSelfCheck,
  type SelfCheckPayload,
  SelfChecksRepository,
  withLease,
} from '@app/jobs';
import { Inject, Injectable } from '@nestjs/common';

/** Waits as long as the row of the check specifies, under a lease like every longer job, then finishes the row. */
@HandlesJob(runSelfCheck)
@Injectable()
export class RunSelfCheckHandler {
  constructor(
    private readonly selfChecks: SelfChecksRepository,
    @Inject(jobsConfig.KEY) private readonly config: JobsConfig,
  ) {}

  handle({ selfCheckId }: SelfCheckPayload, { signal }: JobRun): Promise<void> {
    const leaseSeconds = this.config.JOB_LOCK_SECONDS;
    return withLease({
      leaseSeconds,
      signal,
      acquire: () => this.selfChecks.take(selfCheckId, leaseSeconds),
      renew: async ({ lease }) => {
        await this.selfChecks.renew(lease, leaseSeconds);
        return false;
      },
      work: async ({ lease, workMs }, held) => {
        if (workMs > 0) await sleep(workMs, undefined, { signal: held.signal });
        return () => this.selfChecks.complete(lease);
      },
      handBack: ({ lease }) => this.selfChecks.release(lease),
    });
  }
}
