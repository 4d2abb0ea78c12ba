import {
  type RenderOrder,
  type RenderProvider,
  RenderProviders,
  RenderSubmissionsRepository,
  renderCancelled,
  renderFailed,
  renderSubmissionUnknown,
  renderTimedOut,
  type StartedRender,
  type Submission,
  type TakenRender,
} from '@app/render-proxy';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RenderProgressionService, UNKNOWN_SECONDS } from './render-progression.service';
import type { RenderPulse } from './render-pulse';
import { RenderRequestBuilder } from './render-request-builder';

/** A render that workers die over is not tried for ever. */
const MAX_CRASHES = 6;

/** Has a provider start a render: written down before it is sent, so that what costs money is never sent blindly again. */
@Injectable()
export class RenderSubmitterService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly providers: RenderProviders,
    private readonly submissions: RenderSubmissionsRepository,
    private readonly progression: RenderProgressionService,
    private readonly requests: RenderRequestBuilder,
  ) {}

  /** @throws what `RenderProvider.start` throws, render_cancelled, render_timed_out */
  async start(taken: TakenRender, pulse: RenderPulse): Promise<void> {
    const { render } = taken;
    if (render.cancelRequestedAt) throw renderCancelled();
    if (render.attempts > MAX_CRASHES) throw renderFailed('Every worker that ran the render crashed.');
    const provider = this.providers.named(render.provider);
    const order = this.requests.of(render, provider);
    const { providerRenderId, state } = await (provider.startIsRepeatable
      ? this.send(provider, order, pulse)
      : this.sendOnce(provider, order, pulse));
    await this.progression.follow(taken, providerRenderId, state, pulse);
  }

  private send(provider: RenderProvider, order: RenderOrder, pulse: RenderPulse): Promise<StartedRender> {
    return provider.start(order, {
      signal: pulse.signal,
      onProgress: (stage, progress) => pulse.report(stage, progress),
    });
  }

  private async sendOnce(provider: RenderProvider, order: RenderOrder, pulse: RenderPulse): Promise<StartedRender> {
    const { renderId } = order;
    const { number, providerRenderId } = await this.openSubmission(renderId);
    if (providerRenderId) return { providerRenderId, state: await provider.observe(providerRenderId, pulse.signal) };
    try {
      const started = await this.send(provider, order, pulse);
      if (started.providerRenderId === null) throw renderSubmissionUnknown('The provider returned no id.');
      await this.submissions.accept(renderId, number, started.providerRenderId);
      return started;
    } catch (error) {
      const maySendAgain = !pulse.signal.aborted && !renderSubmissionUnknown.is(error);
      await (maySendAgain
        ? this.submissions.refuse(renderId, number)
        : this.submissions.leaveUnknown(renderId, number));
      throw error;
    }
  }

  /**
   * A new one, or that of a worker which died before it could say so.
   * @throws render_submission_unknown while an earlier one may still show; render_timed_out when enough of them never did
   */
  private async openSubmission(renderId: string): Promise<Pick<Submission, 'number' | 'providerRenderId'>> {
    return this.dataSource.transaction(async (manager) => {
      const open = await this.submissions.open(renderId, manager);
      if (open?.state === 'accepted') return open;
      if (open && open.ageSeconds < UNKNOWN_SECONDS) throw renderSubmissionUnknown();
      if (open) await this.submissions.abandon(renderId, open.number, manager);
      const number = await this.submissions.begin(renderId, manager);
      if (number === undefined) throw renderTimedOut('The render provider never confirmed the render.');
      return { number, providerRenderId: null };
    });
  }
}
