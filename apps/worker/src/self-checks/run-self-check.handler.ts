import { setTimeout as sleep } from 'node:timers/promises';
import {
  HandlesJob,
  type JobRun,
  type JobsConfig,
  jobsConfig,
  runSelfCheck,
  type SelfCheckPayload,
  SelfChecksRepository,
} from '@app/jobs';
import { Inject, Injectable } from '@nestjs/common';

const SLICE_MS = 250;

/** Works in slices, as real jobs do: each one renews the lease, so that a worker that lost its job notices. */
@HandlesJob(runSelfCheck)
@Injectable()
export class RunSelfCheckHandler {
  constructor(
    private readonly selfChecks: SelfChecksRepository,
    @Inject(jobsConfig.KEY) private readonly config: JobsConfig,
  ) {}

  async handle({ selfCheckId }: SelfCheckPayload, { signal }: JobRun): Promise<void> {
    const taken = await this.selfChecks.take(selfCheckId, this.config.JOB_LOCK_SECONDS);
    if (!taken) return;
    for (let worked = 0; worked < taken.workMs; worked += SLICE_MS) {
      await this.selfChecks.keepGoing(taken.lease, this.config.JOB_LOCK_SECONDS);
      await sleep(Math.min(SLICE_MS, taken.workMs - worked), undefined, { signal });
    }
    await this.selfChecks.complete(taken.lease);
  }
}
