import {
  HandlesJob,
  type JobRun,
  type JobsConfig,
  jobsConfig,
  type ObserveRenderPayload,
  observeRender,
} from '@app/jobs';
import {
  RenderLeasesRepository,
  RenderProviders,
  RenderSubmissionsRepository,
  renderCancelled,
  type TakenRender,
} from '@app/render-proxy';
import { Inject, Injectable } from '@nestjs/common';
import { RenderProgressionService } from './render-progression.service';
import { RenderPulse } from './render-pulse';

/** Nothing to see yet: somebody looks again after so many seconds, whatever happens. */
const LATER_SECONDS = 60;

/** Looks how a render does at its provider, because it is time or because somebody hinted at it. */
@HandlesJob(observeRender)
@Injectable()
export class ObserveRenderHandler {
  constructor(
    private readonly leases: RenderLeasesRepository,
    private readonly progression: RenderProgressionService,
    private readonly providers: RenderProviders,
    private readonly submissions: RenderSubmissionsRepository,
    @Inject(jobsConfig.KEY) private readonly config: JobsConfig,
  ) {}

  async handle({ renderId, epoch, providerRenderId }: ObserveRenderPayload, run: JobRun): Promise<void> {
    const taken = await this.leases.take(renderId, this.config.JOB_LOCK_SECONDS, { counted: false, epoch });
    if (!taken) return;
    const pulse = new RenderPulse(this.leases, taken.lease, this.config.JOB_LOCK_SECONDS, run.signal);
    try {
      await this.observe(taken, providerRenderId, pulse);
    } catch (error) {
      await pulse.stop();
      await this.progression.recover(taken, pulse.signal.aborted ? pulse.signal.reason : error, { counted: false });
    } finally {
      await pulse.stop();
    }
  }

  private async observe(taken: TakenRender, hintedId: string | undefined, pulse: RenderPulse): Promise<void> {
    const { render } = taken;
    if (render.cancelRequestedAt) throw renderCancelled();
    const provider = this.providers.named(render.provider);
    const id = render.providerRenderId ?? hintedId;
    const state = id === undefined ? undefined : await provider.observe(id, pulse.signal);
    const isOurs =
      state !== undefined &&
      (render.providerRenderId !== null || (state.status !== 'unknown' && (await this.adopt(render.id, id))));
    if (isOurs) return this.progression.follow(taken, id ?? null, state, pulse);
    await pulse.stop();
    await this.progression.tryLater(taken, LATER_SECONDS, 0);
  }

  /** The sign of a submission whose answer got lost: only whom we sent it to knows the address that this came to. */
  private async adopt(renderId: string, providerRenderId: string | undefined): Promise<boolean> {
    const open = await this.submissions.open(renderId);
    if (!open || !providerRenderId) return false;
    await this.submissions.accept(renderId, open.number, providerRenderId);
    return true;
  }
}
