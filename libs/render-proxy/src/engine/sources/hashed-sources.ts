import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type FetchLimits, SourceFetcher } from './source-fetcher';

/** The bytes of a source. */
export interface SourceBytes {
  /** In hex. */
  sha256: string;
  bytes: number;
}

/** Hashes what another fetcher brings. */
export class HashedSources extends SourceFetcher {
  /** By address. */
  readonly found = new Map<string, SourceBytes>();

  constructor(private readonly fetcher: SourceFetcher) {
    super();
  }

  async fetch(url: string, destination: string, limits: FetchLimits): Promise<number> {
    const bytes = await this.fetcher.fetch(url, destination, limits);
    const hash = createHash('sha256');
    await pipeline(createReadStream(destination), hash, { signal: limits.signal });
    this.found.set(url, { sha256: hash.digest('hex'), bytes });
    return bytes;
  }
}
