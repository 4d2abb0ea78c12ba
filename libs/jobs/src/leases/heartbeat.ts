import { rowLeaseLost } from '@app/core';
import { workCancelled } from '../jobs.errors';

/**
 * The worker notices a cancellation within this time; it renews a lease at least three times before the lease ends.
 */
const MAX_PAUSE_MS = 1_000;

/** Renews a lease at regular intervals and aborts the work when the lease is lost or the work is cancelled. */
export class Heartbeat<Report> {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private latest: Report | undefined;
  private beating: Promise<void> | undefined;
  private beatenAt = performance.now();

  /** Aborted by `outer` as well. */
  readonly signal: AbortSignal;

  /** @param renew stores the latest report; returns whether the work was cancelled */
  constructor(
    private readonly renew: (report: Report | undefined) => Promise<boolean>,
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

  report(progress: Report): void {
    this.latest = progress;
  }

  /** Waits for the last beat, so that no heartbeat is written afterwards. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.beating;
  }

  private async beat(): Promise<void> {
    try {
      const isCancelled = await this.renew(this.latest);
      this.beatenAt = performance.now();
      if (isCancelled) this.controller.abort(workCancelled());
    } catch (error) {
      // The database may be unavailable for a moment; if the lease expires meanwhile, other workers may take the row.
      const isOver = performance.now() - this.beatenAt > this.leaseSeconds * 1_000;
      if (rowLeaseLost.is(error) || isOver) this.controller.abort(rowLeaseLost.is(error) ? error : rowLeaseLost());
    }
  }
}
