import { rowLeaseHeld } from '@app/core';
import { type cancelRender, type JobHandler, type JobsConfig, jobsConfig, type RenderPayload } from '@app/jobs';
import { RenderWork } from '@app/render-proxy';
import { Inject, Injectable } from '@nestjs/common';
import { RenderEndings } from './render-settlement.service';

@Injectable()
export class CancelRenderHandler implements JobHandler<typeof cancelRender> {
  constructor(
    private readonly work: RenderWork,
    private readonly endings: RenderEndings,
    @Inject(jobsConfig.KEY) private readonly config: JobsConfig,
  ) {}

  async handle({ renderId }: RenderPayload): Promise<void> {
    const taken = await this.work
      .take(renderId, this.config.JOB_LOCK_SECONDS, { counted: false })
      .catch((error: unknown) => {
        if (rowLeaseHeld.is(error)) return undefined;
        throw error;
      });
    if (taken) await this.endings.cancel(taken);
  }
}
