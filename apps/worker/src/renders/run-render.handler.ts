import { HandlesJob, type JobRun, type JobsConfig, jobsConfig, type RenderPayload, runRender } from '@app/jobs';
import { RenderLeasesRepository } from '@app/render-proxy';
import { Inject, Injectable } from '@nestjs/common';
import { RenderProgressionService } from './render-progression.service';
import { RenderPulse } from './render-pulse';
import { RenderSubmitterService } from './render-submitter.service';

/** Takes a render that waits and has it made. */
@HandlesJob(runRender)
@Injectable()
export class RunRenderHandler {
  constructor(
    private readonly leases: RenderLeasesRepository,
    private readonly progression: RenderProgressionService,
    private readonly submitter: RenderSubmitterService,
    @Inject(jobsConfig.KEY) private readonly config: JobsConfig,
  ) {}

  async handle({ renderId }: RenderPayload, run: JobRun): Promise<void> {
    const taken = await this.leases.take(renderId, this.config.JOB_LOCK_SECONDS, { counted: true });
    if (!taken) return;
    const pulse = new RenderPulse(this.leases, taken.lease, this.config.JOB_LOCK_SECONDS, run.signal);
    try {
      await this.submitter.start(taken, pulse);
    } catch (error) {
      await pulse.stop();
      await this.progression.recover(taken, pulse.signal.aborted ? pulse.signal.reason : error, { counted: true });
    } finally {
      await pulse.stop();
    }
  }
}
