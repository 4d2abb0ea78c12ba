import { rowLeaseLost } from '@app/core';

const EVERY_MS = 1_000;

/** While somebody works on a row: renews the lease every second, and aborts the work when another worker has taken over. */
export class LeaseKeeper {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private renewing: Promise<void> | undefined;
  private renewedAt = performance.now();

  /** Aborted by `outer` as well. */
  readonly signal: AbortSignal;

  constructor(
    private readonly renew: () => Promise<void>,
    private readonly leaseSeconds: number,
    outer: AbortSignal,
  ) {
    this.signal = AbortSignal.any([outer, this.controller.signal]);
    this.timer = setInterval(
      () => void (this.renewing ??= this.beat().finally(() => (this.renewing = undefined))),
      EVERY_MS,
    );
  }

  /** Stops and waits for the last renewal, so that nothing is written under this lease afterwards. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.renewing;
  }

  private async beat(): Promise<void> {
    try {
      await this.renew();
      this.renewedAt = performance.now();
    } catch (error) {
      // The database may be away for a moment; when the lease is over without it, others may take the row.
      const isOver = performance.now() - this.renewedAt > this.leaseSeconds * 1_000;
      if (rowLeaseLost.is(error) || isOver) this.controller.abort(rowLeaseLost.is(error) ? error : rowLeaseLost());
    }
  }
}
