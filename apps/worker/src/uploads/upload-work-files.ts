import { createWriteStream } from 'node:fs';
import { mkdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { noSpace } from '@app/core';
import { makeWorkFolder } from '@app/media';
import type { StorageProvider } from '@app/storage';
import { coverKey, sourceKey, telemetryKey, type Upload, uploadSpaceMissing } from '@app/uploads';

/** Space for the source, its renditions and the working files of ffmpeg. */
const SPACE_PER_BYTE = 3;
const LEAST_SPACE = 256 * 1024 ** 2;

/** The files of one run on this machine. Each is fetched once, when a stage needs it, and deleted with the run. */
export class UploadWorkFiles {
  private folder: Promise<string> | undefined;
  private fetched: Promise<string> | undefined;
  private tasks = 0;

  constructor(
    private readonly upload: Upload,
    private readonly store: StorageProvider,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Path of the video that the API has checked; we choose its name, whatever the client called it.
   * @throws upload_space_missing, storage_unavailable, object_not_found, object_changed
   */
  source(onProgress?: (share: number) => void): Promise<string> {
    const { sizeBytes, sourceVersion } = this.upload;
    const options = { version: sourceVersion ?? undefined, onProgress };
    return (this.fetched ??= this.fetch(sourceKey(this.upload), 'source', sizeBytes, options));
  }

  /** Path of the telemetry file. @throws like `source` */
  telemetry(): Promise<string> {
    return this.fetch(telemetryKey(this.upload), 'telemetry', this.upload.telemetrySize ?? 0);
  }

  /** Path of the picture that the owner sent as a cover. @throws like `source` */
  cover(platform: string, bytes: number): Promise<string> {
    return this.fetch(coverKey(this.upload, platform), `cover-${platform}`, bytes);
  }

  /** An empty folder for one task. */
  async taskFolder(): Promise<string> {
    const path = join(await this.directory(), `task-${++this.tasks}`);
    await mkdir(path);
    return path;
  }

  async remove(): Promise<void> {
    if (this.folder) await rm(await this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  private async fetch(
    key: string,
    name: string,
    bytes: number,
    { version, onProgress }: { version?: string | undefined; onProgress?: ((share: number) => void) | undefined } = {},
  ): Promise<string> {
    await this.assertSpace(bytes);
    const path = join(await this.directory(), name);
    const { stream } = await this.store.open(key, undefined, version);
    let received = 0;
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        received += chunk.length;
        onProgress?.(Math.min(1, received / bytes));
        done(null, chunk);
      },
    });
    await pipeline(stream, counted, createWriteStream(path), { signal: this.signal });
    return path;
  }

  /** @throws upload_space_missing */
  private async assertSpace(bytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(tmpdir());
    const needed = Math.max(LEAST_SPACE, bytes * SPACE_PER_BYTE);
    const detail = `${needed} bytes are needed, ${bavail * bsize} are free.`;
    if (bavail * bsize < needed) throw uploadSpaceMissing(detail, { cause: noSpace(detail) });
  }

  private directory(): Promise<string> {
    return (this.folder ??= makeWorkFolder(tmpdir()));
  }
}
