import type { Logger } from '@nestjs/common';

const INTERVAL_MS = 60_000;
const MOST_TRACKED = 10_000;

/** Writes "last used" at most once a minute for each id, outside the request: a slow or failed write costs the caller nothing. */
export class LastUse {
  private readonly written = new Map<string, number>();

  constructor(
    private readonly write: (id: string) => Promise<void>,
    private readonly logger: Logger,
  ) {}

  note(id: string): void {
    const now = performance.now();
    if (now - (this.written.get(id) ?? Number.NEGATIVE_INFINITY) < INTERVAL_MS) return;
    if (this.written.size >= MOST_TRACKED) this.written.clear();
    this.written.set(id, now);
    this.write(id).catch((error: Error) => this.logger.warn(`a last use was not written: ${error.message}`));
  }
}
