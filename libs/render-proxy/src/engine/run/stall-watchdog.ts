import { renderFailed } from '../../render-proxy.errors';

/** A render that finishes no frame for this long hangs. */
const STALL_MS = 120_000;

/** Aborts its signal when `feed` is not called for too long. */
export class StallWatchdog {
  private readonly controller = new AbortController();
  readonly signal: AbortSignal;
  private readonly timer: NodeJS.Timeout;

  constructor(outer: AbortSignal) {
    this.signal = AbortSignal.any([outer, this.controller.signal]);
    this.timer = setTimeout(
      () => this.controller.abort(renderFailed('The render produced no frame for two minutes.')),
      STALL_MS,
    );
  }

  feed(): void {
    this.timer.refresh();
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
