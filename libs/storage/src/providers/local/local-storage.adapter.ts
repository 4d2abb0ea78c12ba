import { type FileHandle, rm, statfs, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ObjectRange, OwnObject, OwnObjects } from '@app/core';
import type { OnModuleInit } from '@nestjs/common';
import { assertObjectKey } from '../../object-keys';
import { planParts } from '../../part-plan';
import { SourceReader } from '../../source-reader';
import { objectChanged, objectNotFound, objectRangeInvalid } from '../../storage.errors';
import {
  type ByteRange,
  type ExpectedObject,
  type FoundObject,
  type MultipartUpload,
  type ObjectSource,
  type ObjectUrl,
  type PresignedRequest,
  type PutOptions,
  StorageProvider,
  type StoredObject,
  type UploadedPart,
  urlExpiry,
} from '../../storage-provider';
import { IncomingFiles, LOW_SPACE_BYTES, noSpaceFor } from './incoming-files';
import { asUnavailable } from './local.errors';
import { LocalFiles, type LocalObject, writeDraft } from './local-files';
import { LocalParts } from './local-parts';
import type { LinkParameters, ObjectLinks } from './object-links';

/** Renders may run for hours after their addresses were renewed, and wait for a day. */
const RENEWED_SECONDS = 86_400;

/** Files on this disk below `DATA_DIR/objects`; their addresses lead to the API's `/objects/…`. */
export class LocalStorageAdapter extends StorageProvider implements OwnObjects, OnModuleInit {
  readonly name = 'local';
  private readonly files: LocalFiles;
  private readonly parts: LocalParts;
  private readonly incoming: IncomingFiles;

  /**
   * @param freeBytes free space of the disk
   * @param lookEvery written bytes after which it is read again
   */
  constructor(
    root: string,
    private readonly links: ObjectLinks,
    private readonly freeBytes: () => Promise<number> = async () => {
      const { bavail, bsize } = await statfs(root);
      return bavail * bsize;
    },
    lookEvery?: number,
  ) {
    super();
    this.incoming = new IncomingFiles(freeBytes, lookEvery);
    this.files = new LocalFiles(root);
    this.parts = new LocalParts(root);
  }

  async onModuleInit(): Promise<void> {
    await this.files.sweep();
    await this.files.sweep(LocalParts.folder, LocalParts.abandonedMs);
  }

  put(key: string, source: ObjectSource, options: PutOptions): Promise<StoredObject> {
    return this.write(key, source, options, { replaces: true });
  }

  private async write(
    key: string,
    source: ObjectSource,
    { signal, contentType, cacheControl, downloadName }: PutOptions,
    { replaces }: { replaces: boolean },
  ): Promise<StoredObject> {
    const reader = await SourceReader.of(source, signal);
    const describe = () => ({ contentType, cacheControl, downloadName, checksum: reader.checksum, size: reader.size });
    return asUnavailable(async () => {
      await this.files.write(key, this.fitting(reader), describe, { replaces });
      return (await this.head(key)) ?? Promise.reject(objectNotFound());
    });
  }

  async head(key: string): Promise<FoundObject | undefined> {
    return asUnavailable(async () => {
      const found = await this.files.open(key);
      await found?.file.close();
      return found?.object;
    });
  }

  async open(
    key: string,
    range: ByteRange = { start: 0 },
    version?: string,
  ): Promise<{ object: FoundObject; stream: Readable }> {
    const { object, file } = await this.openFile(key);
    if (version !== undefined && object.version !== version) {
      await file.close();
      throw objectChanged();
    }
    const end = Math.max(Math.min(range.end ?? object.size - 1, object.size - 1), 0);
    if (range.start <= end) return { object, stream: file.createReadStream({ start: range.start, end }) };
    await file.close();
    throw objectRangeInvalid(`The file has ${object.size} bytes.`);
  }

  /**
   * The object and its file, whose bytes stay the same even if the object is replaced meanwhile. Close it. @throws
   * object_not_found
   */
  async openFile(key: string): Promise<{ object: LocalObject; file: FileHandle }> {
    return asUnavailable(async () => (await this.files.open(key)) ?? Promise.reject(objectNotFound()));
  }

  covers(url: URL): boolean {
    return this.links.keyOf(url) !== undefined;
  }

  renew(url: URL, folder: string): string | undefined {
    const { key, query } = this.links.keyOf(url) ?? { key: '', query: {} };
    return key.startsWith(folder) ? this.links.renew(key, query, urlExpiry(RENEWED_SECONDS)) : undefined;
  }

  /** @throws object_access_refused, object_not_found, object_range_invalid */
  async openUrl(url: URL, range?: ObjectRange): Promise<OwnObject> {
    const { key, query } = this.links.keyOf(url) ?? { key: '', query: {} };
    this.allowedBy('GET', key, query);
    const { object, stream } = await this.open(key, range);
    return { size: object.size, contentType: object.contentType, stream };
  }

  async delete(key: string): Promise<void> {
    await asUnavailable(() => this.files.remove(key));
  }

  async url(
    key: string,
    { expiresInSeconds, downloadName }: { expiresInSeconds?: number; downloadName?: string } = {},
  ): Promise<ObjectUrl> {
    const expiresAt = urlExpiry(expiresInSeconds);
    return {
      url: this.links.sign(
        'GET',
        assertObjectKey(key),
        downloadName === undefined ? {} : { download: downloadName },
        expiresAt,
      ),
      expiresAt,
    };
  }

  async presignPut(
    key: string,
    { contentType, size }: ExpectedObject,
    expiresInSeconds?: number,
  ): Promise<PresignedRequest> {
    return this.presigned(
      key,
      { size: String(size), type: contentType },
      { 'content-type': contentType },
      expiresInSeconds,
    );
  }

  override async presignPutUpTo(
    key: string,
    { contentType, size }: ExpectedObject,
    expiresInSeconds?: number,
  ): Promise<PresignedRequest> {
    return this.presigned(
      key,
      { largest: String(size), type: contentType },
      { 'content-type': contentType },
      expiresInSeconds,
    );
  }

  async createMultipart(key: string, { size }: ExpectedObject): Promise<MultipartUpload> {
    return asUnavailable(async () => ({ uploadId: await this.parts.create(assertObjectKey(key)), ...planParts(size) }));
  }

  async presignPart(
    key: string,
    uploadId: string,
    { number, size }: UploadedPart,
    expiresInSeconds?: number,
  ): Promise<PresignedRequest> {
    return this.presigned(key, { upload: uploadId, part: String(number), size: String(size) }, {}, expiresInSeconds);
  }

  async listParts(key: string, uploadId: string): Promise<UploadedPart[]> {
    return asUnavailable(() => this.parts.list(key, uploadId));
  }

  async completeMultipart(key: string, uploadId: string, { contentType, size }: ExpectedObject): Promise<StoredObject> {
    try {
      const stored = await this.put(key, { stream: await this.parts.read(key, uploadId), size }, { contentType });
      await this.abortMultipart(key, uploadId);
      return stored;
    } catch (error) {
      const done = objectNotFound.is(error) ? await this.head(key) : undefined;
      if (done?.size === size) return done;
      throw error;
    }
  }

  async abortMultipart(key: string, uploadId: string): Promise<void> {
    await asUnavailable(() => this.parts.remove(key, uploadId));
  }

  /** What a link permits. @throws object_access_refused */
  allowedBy(method: string, key: string, query: Readonly<Record<string, unknown>>): LinkParameters {
    return this.links.verify(method, key, query);
  }

  /**
   * Receives the body of a presigned PUT of an object or a part, of `size` bytes.
   * @throws object_size_mismatch, object_not_found, object_exists, object_in_transfer, storage_unavailable
   */
  async receive(key: string, { size, type = '', upload, part }: LinkParameters, body: Readable): Promise<void> {
    const bytes = Number(size);
    const source = { stream: Readable.from(leftOpen(body), { objectMode: false }), size: bytes };
    if (upload === undefined) {
      const write = () => this.write(key, source, { contentType: type }, { replaces: false });
      await this.incoming.receive(key, async () => void (await write()));
    } else await this.incoming.receive(`${upload} ${part}`, () => this.receivePart(key, upload, Number(part), source));
  }

  private async receivePart(key: string, upload: string, part: number, source: ObjectSource): Promise<void> {
    await asUnavailable(async () => {
      await this.parts.list(key, upload);
      const draft = await this.files.draftPath();
      try {
        const reader = await SourceReader.of(source);
        await writeDraft(draft, this.fitting(reader));
        await this.parts.add(key, upload, part, draft);
      } finally {
        await rm(draft, { force: true });
      }
    });
  }

  private fitting(reader: SourceReader): Readable {
    const bytes = this.incoming.whileTheyFit(reader.chunks(), reader.announced.size);
    return Readable.from(bytes, { objectMode: false });
  }

  async check(bytes?: number): Promise<string | undefined> {
    const free = await asUnavailable(async () => {
      const probe = await this.files.draftPath();
      await writeFile(probe, 'ok');
      await rm(probe);
      const bytesFree = await this.freeBytes();
      if (bytes !== undefined && bytesFree - LOW_SPACE_BYTES < bytes) throw noSpaceFor(bytes);
      return bytesFree;
    });
    return free < LOW_SPACE_BYTES ? `only ${Math.floor(free / 1024 ** 2)} MiB are free` : undefined;
  }

  private presigned(
    key: string,
    parameters: LinkParameters,
    headers: Record<string, string>,
    expiresInSeconds?: number,
  ): PresignedRequest {
    const expiresAt = urlExpiry(expiresInSeconds);
    return {
      method: 'PUT',
      url: this.links.sign('PUT', assertObjectKey(key), parameters, expiresAt),
      headers,
      expiresAt,
    };
  }
}

/** The body of a request whose file is refused stays open for the answer. */
async function* leftOpen(body: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) yield chunk;
}
