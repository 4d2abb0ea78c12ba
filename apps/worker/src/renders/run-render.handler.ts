import { type CoreConfig, coreConfig, SafeHttpService, type Submission } from '@app/core';
import {
  HandlesJob,
  type HeldLease,
  type JobRun,
  type LastWrite,
  type RenderPayload,
  runRender,
  withLease,
} from '@app/jobs';
import {
  EditCheckService,
  type Render,
  type RenderOrder,
  type RenderProgress,
  type RenderProvider,
  RenderProviders,
  renderFailed,
  renderSubmissions,
  renderSubmissionUnknown,
  renderTimedOut,
  type StartedRender,
  type TakenRender,
  withWorkingAddresses,
} from '@app/render-proxy';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RenderProgressionService } from './render-progression.service';
import { RenderTransferService } from './render-transfer.service';
import { type JoinedSegments, SegmentedRenderService } from './segmented-render.service';

/** A render that keeps crashing its workers is given up after this many attempts. */
const MAX_CRASHES = 6;

/** Makes the provider start a queued render; the local engine also finishes it here, as a whole or from its segments. */
@HandlesJob(runRender)
@Injectable()
export class RunRenderHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly providers: RenderProviders,
    private readonly checks: EditCheckService,
    private readonly progression: RenderProgressionService,
    private readonly transfer: RenderTransferService,
    private readonly segmented: SegmentedRenderService,
    private readonly http: SafeHttpService,
    @Inject(coreConfig.KEY) private readonly config: CoreConfig,
  ) {}

  handle({ renderId }: RenderPayload, { signal }: JobRun): Promise<void> {
    return withLease({
      ...this.progression.leaseOf(renderId, { signal, starts: true }),
      work: (taken, held) => this.start(taken, held),
    });
  }

  private async start(taken: TakenRender, held: HeldLease<RenderProgress>): Promise<LastWrite> {
    const { render } = taken;
    if (render.attempts > MAX_CRASHES) throw renderFailed('Every worker that ran the render crashed.');
    const provider = this.providers.named(render.provider);
    if (provider.startIsRepeatable) await this.progression.begin(taken);
    let read: Promise<RenderOrder> | undefined;
    const orderOf = () => (read ??= this.orderOf(render, provider));
    const step = provider.segments && (await this.segmented.advance(taken, provider.segments, orderOf, held));
    if (step?.next === 'write') return step.write;
    if (step) return this.finishJoined(taken, step, held);
    const { providerRenderId, state } = await (provider.startIsRepeatable
      ? this.send(provider, await orderOf(), held)
      : this.submitOnce(provider, taken, held));
    return this.progression.follow(taken, providerRenderId, state, held);
  }

  private async finishJoined(
    taken: TakenRender,
    { joined, discard }: JoinedSegments,
    held: HeldLease<RenderProgress>,
  ): Promise<LastWrite> {
    try {
      return await this.progression.follow(taken, joined.providerRenderId, joined.state, held);
    } finally {
      await discard();
    }
  }

  private send(provider: RenderProvider, order: RenderOrder, held: HeldLease<RenderProgress>): Promise<StartedRender> {
    return provider.start(order, {
      signal: held.signal,
      onProgress: (stage, progress) => held.report({ stage, progress }),
    });
  }

  /**
   * Records a submission that costs money before sending it, so that it is never repeated blindly.
   * @throws render_submission_unknown while an earlier one may still be confirmed; render_timed_out when too many were
   * never confirmed
   */
  private async submitOnce(
    provider: RenderProvider,
    { lease, render }: TakenRender,
    held: HeldLease<RenderProgress>,
  ): Promise<StartedRender> {
    const order = await this.orderOf(render, provider);
    const begun = await renderSubmissions.begin(this.dataSource, lease);
    if (begun.outcome === 'accepted')
      return { providerRenderId: begun.reference, state: await provider.observe(begun.reference, held.signal) };
    if (begun.outcome === 'exhausted') throw renderTimedOut('The render provider never confirmed the render.');
    if (begun.outcome === 'unconfirmed') throw renderSubmissionUnknown(undefined, begun);
    const started = await this.sendJournalled(provider, order, begun.submission, held);
    if (started.providerRenderId === null) throw renderSubmissionUnknown('The provider returned no id.');
    // When this fails, the submission stays unconfirmed: a callback may still confirm it.
    await renderSubmissions.accept(this.dataSource, begun.submission, started.providerRenderId);
    return started;
  }

  /** Records a failed call. */
  private async sendJournalled(
    provider: RenderProvider,
    order: RenderOrder,
    submission: Submission,
    held: HeldLease<RenderProgress>,
  ): Promise<StartedRender> {
    try {
      return await this.send(provider, order, held);
    } catch (error) {
      const mayHaveArrived = held.signal.aborted || renderSubmissionUnknown.is(error);
      await (mayHaveArrived
        ? renderSubmissions.unknown(this.dataSource, submission)
        : renderSubmissions.refuse(this.dataSource, submission));
      throw error;
    }
  }

  /** @throws invalid_edit, edit_too_expensive; rate_limited, which is temporary */
  private async orderOf(render: Render, provider: RenderProvider): Promise<RenderOrder> {
    const { id, userId: caller, request, heldSeconds } = render;
    const read = await this.checks.read({ caller, provider: provider.name, request });
    const edit = withWorkingAddresses(read, caller, this.http);
    const own = { renderId: id, edit, maxSeconds: heldSeconds };
    const bucket = provider.writesToBuckets ? this.transfer.bucketOf(render) : undefined;
    const callbackUrl = `${this.config.baseUrl}/api/v1/webhook/${render.callbackToken}`;
    return { ...own, ...(provider.sendsCallbacks && { callbackUrl }), ...(bucket && { bucket }) };
  }
}
