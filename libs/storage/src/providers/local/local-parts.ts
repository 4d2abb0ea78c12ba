import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { objectNotFound } from '../../storage.errors';
import type { UploadedPart } from '../../storage-provider';
import { absent } from './local-files';

const UPLOADS = '.uploads';
/** A client may resume an upload for a week, the maximum lifetime of signed addresses. */
const ABANDONED_MS = 7 * 24 * 3_600_000;
const UPLOAD_ID = /^[\da-f]{8}-[\da-f-]{27}$/;
const KEY_FILE = 'key';

/** Uploads in parts: a folder for each, a file for each part. */
export class LocalParts {
  static readonly folder = UPLOADS;
  static readonly abandonedMs = ABANDONED_MS;

  constructor(private readonly root: string) {}

  async create(key: string): Promise<string> {
    const uploadId = randomUUID();
    const folder = join(this.root, UPLOADS, uploadId);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(join(folder, KEY_FILE), key, { mode: 0o600 });
    return uploadId;
  }

  /** Takes over a complete file as a part. @throws object_not_found */
  async add(key: string, uploadId: string, number: number, file: string): Promise<void> {
    await rename(file, join(await this.folderOf(key, uploadId), nameOf(number)));
  }

  /** @throws object_not_found */
  async list(key: string, uploadId: string): Promise<UploadedPart[]> {
    const folder = await this.folderOf(key, uploadId);
    const names = (await readdir(folder)).filter((name) => name !== KEY_FILE).sort();
    return Promise.all(
      names.map(async (name) => ({ number: Number(name), size: (await stat(join(folder, name))).size })),
    );
  }

  /** All parts as one. @throws object_not_found */
  async read(key: string, uploadId: string): Promise<Readable> {
    const folder = await this.folderOf(key, uploadId);
    const parts = await this.list(key, uploadId);
    return Readable.from(joined(parts.map(({ number }) => join(folder, nameOf(number)))), { objectMode: false });
  }

  async remove(key: string, uploadId: string): Promise<void> {
    const folder = await this.folderOf(key, uploadId).catch((error: unknown) => {
      if (!objectNotFound.is(error)) throw error;
    });
    if (folder) await rm(folder, { recursive: true, force: true });
  }

  private async folderOf(key: string, uploadId: string): Promise<string> {
    const folder = join(this.root, UPLOADS, uploadId);
    const found = UPLOAD_ID.test(uploadId) ? await readFile(join(folder, KEY_FILE), 'utf8').catch(absent) : undefined;
    if (found !== key) throw objectNotFound('The multipart upload does not exist.');
    return folder;
  }
}

/** Sorts in numerical order. */
const nameOf = (number: number): string => String(number).padStart(5, '0');

async function* joined(files: readonly string[]): AsyncGenerator<Buffer> {
  for (const file of files) yield* createReadStream(file) as AsyncIterable<Buffer>;
}
