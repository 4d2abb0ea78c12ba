import { SafeHttpService } from '@app/core';
import { Injectable } from '@nestjs/common';

export interface FetchLimits {
  maxBytes: number;
  /** Whole download. */
  timeoutMs: number;
  signal: AbortSignal;
}

/** Brings a source that an edit names into the work folder. */
export abstract class SourceFetcher {
  /**
   * @param destination path of a new file
   * @returns the number of bytes
   * @throws AppError whose detail may be shown to whoever wrote the edit
   */
  abstract fetch(url: string, destination: string, limits: FetchLimits): Promise<number>;
}

/** Over HTTP, to public addresses only: private ones, redirects to them, other schemes and endless bodies are refused. */
@Injectable()
export class SafeHttpSourceFetcher extends SourceFetcher {
  constructor(private readonly http: SafeHttpService) {
    super();
  }

  async fetch(url: string, destination: string, { maxBytes, timeoutMs, signal }: FetchLimits): Promise<number> {
    const { bytes } = await this.http.download(url, destination, { maxBytes, totalTimeoutMs: timeoutMs, signal });
    return bytes;
  }
}
