import type { Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

const INTERVAL_MS = 60_000;
const MOST_TRACKED = 10_000;

/**
 * Writes "last used" at most once a minute for each id, outside the request: a slow or failed write costs the caller
 * nothing.
 */
export class LastUse {
  private readonly written = new LRUCache<string, true>({ max: MOST_TRACKED, ttl: INTERVAL_MS });

  constructor(
    private readonly write: (id: string) => Promise<void>,
    private readonly logger: Logger,
  ) {}

  note(id: string): void {
    if (this.written.has(id)) return;
    this.written.set(id, true);
    this.write(id).catch((error: Error) =>
      this.logger.warn(`the time of a last use could not be written: ${error.message}`),
    );
  }
}
