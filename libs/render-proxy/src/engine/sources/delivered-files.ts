import { rename } from 'node:fs/promises';
import { remoteFetchFailed, remoteFileTooLarge } from '@app/core';
import { type FetchLimits, SourceFetcher } from './source-fetcher';

/** A source that the parent of a render process has already fetched, or the reason why it could not. */
export type DeliveredFile = { path: string; bytes: number } | { problem: string };

/** Sources by their address. */
export type DeliveredFiles = Readonly<Record<string, DeliveredFile>>;

/** Takes the files that the parent process has fetched, and everything else from the Internet. */
export class DeliveredFilesFetcher extends SourceFetcher {
  constructor(
    private readonly files: DeliveredFiles,
    private readonly web: SourceFetcher,
  ) {
    super();
  }

  async fetch(url: string, destination: string, limits: FetchLimits): Promise<number> {
    const file = Object.hasOwn(this.files, url) ? this.files[url] : undefined;
    if (!file) return this.web.fetch(url, destination, limits);
    if ('problem' in file) throw remoteFetchFailed(file.problem);
    if (file.bytes > limits.maxBytes) throw remoteFileTooLarge(`The limit is ${limits.maxBytes} bytes.`);
    await rename(file.path, destination);
    return file.bytes;
  }
}
