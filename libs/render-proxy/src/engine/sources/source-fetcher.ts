import { SafeHttpService } from '@app/core';

/** Some addresses generate their picture on request and take up to a minute to answer. */
const FIRST_BYTE_MS = 60_000;

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
    const limits = { maxBytes, headersTimeoutMs: FIRST_BYTE_MS, totalTimeoutMs: timeoutMs, signal };
    const { bytes } = await this.http.download(url, destination, limits);
    return bytes;
  }

  async close(): Promise<void> {
    await this.http.onApplicationShutdown();
  }
}
