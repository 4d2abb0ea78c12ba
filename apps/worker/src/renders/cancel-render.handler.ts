import { unlessHeld } from '@app/core';
import { cancelRender, HandlesJob, type JobsConfig, jobsConfig, type RenderPayload } from '@app/jobs';
import { RenderLeasesRepository } from '@app/render-proxy';
import { Inject, Injectable } from '@nestjs/common';
import { RenderSettlementService } from './render-settlement.service';

@HandlesJob(cancelRender)
@Injectable()
export class CancelRenderHandler {
  constructor(
    private readonly leases: RenderLeasesRepository,
    private readonly settlement: RenderSettlementService,
    @Inject(jobsConfig.KEY) private readonly config: JobsConfig,
  ) {}

  async handle({ renderId }: RenderPayload): Promise<void> {
    const taken = await this.leases.take(renderId, this.config.JOB_LOCK_SECONDS, { starts: false }).catch(unlessHeld);
    if (taken) await this.settlement.cancel(taken);
  }
}
