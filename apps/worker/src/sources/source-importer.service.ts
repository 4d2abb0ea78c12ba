import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SafeHttpService } from '@app/core';
import {
  bytesOf,
  type InspectedSource,
  ingestFolder,
  receivedKey,
  type Source,
  SourceInspector,
  SourceLeasesRepository,
  type StoredSource,
  type TakenSource,
  workingAddress,
} from '@app/render-proxy';
import { ObjectStores, type StorageProvider, type StoredObject } from '@app/storage';
import { Injectable } from '@nestjs/common';

/** 5 GB, Shotstack's own limit. */
const LARGEST_SOURCE = 5 * 2 ** 30;
/** Some addresses generate their file on request and take up to a minute to answer. */
const FIRST_BYTE_MS = 60_000;
const LONGEST_DOWNLOAD_MS = 2 * 3_600_000;

export interface ImportedSource {
  /** Path on this machine. */
  path: string;
  inspected: InspectedSource;
}

/** Copies files to this machine, inspects them, and stores them. */
@Injectable()
export class SourceImporterService {
  constructor(
    private readonly http: SafeHttpService,
    private readonly stores: ObjectStores,
    private readonly inspector: SourceInspector,
    private readonly leases: SourceLeasesRepository,
  ) {}

  /**
   * Checks whether the store would accept the next file of a source, as far as the size of that is known.
   * @throws storage_unavailable
   */
  async assertRoom(source: Source): Promise<void> {
    const { storedBytes, sizeBytes, renditions } = source;
    await this.storeOf(source).check(Math.max(0, storedBytes - (sizeBytes ?? 0) - bytesOf(renditions)));
  }

  /**
   * @param directory folder for the file
   * @param count receives the seconds that the inspection took
   * @throws url_not_allowed, remote_fetch_failed, remote_file_too_large, render_source_refused, unreadable_media,
   * storage_unavailable
   */
  async fetch(
    source: Source,
    directory: string,
    count: (seconds: number) => void,
    signal: AbortSignal,
  ): Promise<ImportedSource> {
    const path = join(directory, 'source');
    if (source.inputUrl !== null && source.objectKey === null) {
      const url = workingAddress(source.inputUrl, source.userId, this.http);
      await this.http.download(url, path, {
        maxBytes: LARGEST_SOURCE,
        headersTimeoutMs: FIRST_BYTE_MS,
        totalTimeoutMs: LONGEST_DOWNLOAD_MS,
        signal,
      });
    } else {
      const { stream } = await this.storeOf(source).open(source.objectKey ?? receivedKey(source));
      await pipeline(stream, createWriteStream(path), { signal });
    }
    const began = performance.now();
    const inspection = this.inspector.inspect(path, source.userId, signal);
    return { path, inspected: await inspection.finally(() => count((performance.now() - began) / 1_000)) };
  }

  /**
   * Stores it under its final name; a direct source keeps its file under the provisional one as well.
   * @throws too_many_sources
   */
  async store(
    { source, lease }: TakenSource,
    { path, inspected }: ImportedSource,
    signal: AbortSignal,
  ): Promise<StoredSource> {
    await this.leases.claimRoom(lease, source.userId, (await stat(path)).size);
    const { width, height, seconds, fps, extension, contentType } = inspected;
    const key = `${ingestFolder(source)}/source.${extension}`;
    const stored = await this.storeOf(source).put(key, { file: path }, { contentType, signal });
    return { objectKey: key, sizeBytes: stored.size, width, height, seconds, fps };
  }

  /** @throws too_many_sources */
  async storeRendition(
    { source, lease }: TakenSource,
    name: string,
    path: string,
    contentType: string,
    signal: AbortSignal,
  ): Promise<StoredObject> {
    const bytes = (source.sizeBytes ?? 0) + bytesOf(source.renditions) + (await stat(path)).size;
    await this.leases.claimRoom(lease, source.userId, bytes);
    return this.storeOf(source).put(`${ingestFolder(source)}/${name}`, { file: path }, { contentType, signal });
  }

  /** Deletes the file of a direct source under its provisional name, once the row names the final one. */
  async discardReceived(source: Source): Promise<void> {
    if (source.kind === 'direct') await this.storeOf(source).delete(receivedKey(source));
  }

  async discard(source: Source, keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.storeOf(source).delete(key);
  }

  private storeOf({ storage }: Source): StorageProvider {
    return this.stores.named(storage);
  }
}
