import { type Lease, rowLeaseLost } from '@app/core';
import { type RenderLeasesRepository, type RenderStatus, renderCancelled } from '@app/render-proxy';

/** A wish to cancel is noticed within this; a lease is renewed at least three times before it ends. */
const MAX_PAUSE_MS = 1_000;

/**
 * While somebody works on a render: renews the lease, tells how far the work is, and aborts it when its owner cancels it or
 * another worker has taken over.
 */
export class RenderPulse {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private stage: RenderStatus = 'queued';
  private progress = 0;
  private beating: Promise<void> | undefined;
  private beatenAt = performance.now();

  /** Aborted by `outer` as well. */
  readonly signal: AbortSignal;

  constructor(
    private readonly leases: RenderLeasesRepository,
    private readonly lease: Lease,
    private readonly leaseSeconds: number,
    outer: AbortSignal,
  ) {
    this.signal = AbortSignal.any([outer, this.controller.signal]);
    const pauseMs = Math.min(MAX_PAUSE_MS, (leaseSeconds * 1_000) / 3);
    this.timer = setInterval(
      () => void (this.beating ??= this.beat().finally(() => (this.beating = undefined))),
      pauseMs,
    );
  }

  /** @param progress 0..1 over the whole render */
  report(stage: RenderStatus, progress: number): void {
    this.stage = stage;
    this.progress = Math.min(1, Math.max(this.progress, progress));
  }

  /** Stops and waits for the last beat, so that nothing is written under this lease afterwards. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.beating;
  }

  private async beat(): Promise<void> {
    try {
      const cancel = await this.leases.keepGoing(this.lease, this.leaseSeconds, this.stage, this.progress);
      this.beatenAt = performance.now();
      if (cancel) this.controller.abort(renderCancelled());
    } catch (error) {
      // The database may be away for a moment; when the lease is over without it, others may take the render.
      const isOver = performance.now() - this.beatenAt > this.leaseSeconds * 1_000;
      if (rowLeaseLost.is(error) || isOver) this.controller.abort(rowLeaseLost.is(error) ? error : rowLeaseLost());
    }
  }
}
