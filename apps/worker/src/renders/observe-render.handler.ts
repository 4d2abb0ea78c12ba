import {
  HandlesJob,
  type HeldLease,
  type JobRun,
  type LastWrite,
  type ObserveRenderPayload,
  observeRender,
  withLease,
} from '@app/jobs';
import { type RenderProgress, RenderProviders, renderSubmissions, type TakenRender } from '@app/render-proxy';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RenderProgressionService } from './render-progression.service';

/** Seconds until the next poll when this one reported nothing new. */
const NOTHING_NEW_SECONDS = 60;

/** Polls the provider: on schedule or after a callback. */
@HandlesJob(observeRender)
@Injectable()
export class ObserveRenderHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly progression: RenderProgressionService,
    private readonly providers: RenderProviders,
  ) {}

  handle({ renderId, epoch, providerRenderId }: ObserveRenderPayload, { signal }: JobRun): Promise<void> {
    return withLease({
      ...this.progression.leaseOf(renderId, { signal, starts: false, epoch }),
      work: (taken, held) => this.observe(taken, providerRenderId, held),
    });
  }

  /** @param calledBackId the provider's id of the render according to a callback */
  private async observe(
    taken: TakenRender,
    calledBackId: string | undefined,
    held: HeldLease<RenderProgress>,
  ): Promise<LastWrite> {
    const { render, lease } = taken;
    const id = render.providerRenderId ?? calledBackId;
    const nothingNew = () => this.progression.retryLater(taken, { seconds: NOTHING_NEW_SECONDS });
    if (id === undefined) return nothingNew;
    const state = await this.providers.named(render.provider).observe(id, held.signal);
    if (render.providerRenderId === null) {
      // Only the provider has the callback address, so the id belongs to the submission whose answer was lost.
      const isOurs = state.status !== 'unknown' && (await renderSubmissions.adopt(this.dataSource, lease, id));
      if (!isOurs) return nothingNew;
    }
    return this.progression.follow(taken, id, state, held);
  }
}
