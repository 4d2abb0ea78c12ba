import { setTimeout as pause } from 'node:timers/promises';
import { type DownloadedFile, mayPass, SafeHttpService } from '@app/core';

/** Some addresses generate their picture on request and take up to a minute to answer. */
const FIRST_BYTE_MS = 60_000;

/** Short links lead to shared files in more steps than an API needs. */
const MOST_REDIRECTS = 8;
/** A host that is overloaded for a moment must not end a render. */
const PAUSES_MS = [1_000, 3_000];

export interface FetchLimits {
  maxBytes: number;
  /** Time limit of the whole download. */
  timeoutMs: number;
  signal: AbortSignal;
}

/** Copies a source of an edit into the work folder. */
export abstract class SourceFetcher {
  /**
   * @param destination path of a new file
   * @returns the number of bytes
   * @throws AppError whose detail the author of the edit may read
   */
  abstract fetch(url: string, destination: string, limits: FetchLimits): Promise<number>;
}

/** Over HTTP, to public addresses only: refuses private ones, redirects to them, other schemes and endless bodies. */
export class SafeHttpSourceFetcher extends SourceFetcher {
  constructor(private readonly http: SafeHttpService) {
    super();
  }

  async fetch(url: string, destination: string, { maxBytes, timeoutMs, signal }: FetchLimits): Promise<number> {
    const endsAt = performance.now() + timeoutMs;
    const limits = { maxBytes, maxRedirects: MOST_REDIRECTS, decodes: true, headersTimeoutMs: FIRST_BYTE_MS, signal };
    const download = () => {
      const totalTimeoutMs = Math.max(1, Math.round(endsAt - performance.now()));
      return this.http.download(url, destination, { ...limits, totalTimeoutMs });
    };
    return this.attempt(download, signal, PAUSES_MS);
  }

  private async attempt(
    download: () => Promise<DownloadedFile>,
    signal: AbortSignal,
    [wait, ...later]: readonly number[],
  ): Promise<number> {
    try {
      return (await download()).bytes;
    } catch (error) {
      if (wait === undefined || !mayPass(error)) throw error;
    }
    await pause(wait, undefined, { signal });
    return this.attempt(download, signal, later);
  }

  async close(): Promise<void> {
    await this.http.onApplicationShutdown();
  }
}
