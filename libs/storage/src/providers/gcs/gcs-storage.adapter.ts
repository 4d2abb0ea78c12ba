import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  type CreateResumableUploadOptions,
  type File,
  type GetSignedUrlConfig,
  IdempotencyStrategy,
  Storage,
} from '@google-cloud/storage';
import { downloadDisposition } from '../../download-disposition';
import { assertObjectKey } from '../../object-keys';
import { planParts } from '../../part-plan';
import { SourceReader } from '../../source-reader';
import {
  objectChanged,
  objectNotFound,
  objectRangeInvalid,
  objectSizeMismatch,
  storageUnavailable,
} from '../../storage.errors';
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
import type { GcsSettings } from './gcs.config';
import { asOurs } from './gcs.errors';
import { CHUNK_BYTES, type Piece, uploadInChunks } from './gcs-chunked-upload';
import { foundObject, isMarkedPublished, metadataOf, PUBLISHED } from './gcs-metadata';
import { GcsParts } from './gcs-parts';

/** All of our requests may be repeated: puts carry a condition, and the others change nothing the second time. */
const RETRIES = {
  autoRetry: true,
  maxRetries: 3,
  retryDelayMultiplier: 2,
  maxRetryDelay: 10,
  totalTimeout: 600,
  idempotencyStrategy: IdempotencyStrategy.RetryAlways,
};
/** Without these permissions the store would refuse a put, or we could not read the object back. */
const NEEDED = ['storage.objects.create', 'storage.objects.delete', 'storage.objects.get'];
/** Google's own default lets caches serve a public object for an hour after its deletion. */
const PUBLIC_CACHING = 'no-cache';
/** How long addresses are made without a query after Google did not answer one. */
const SILENT_MS = 30_000;

/** Google Cloud Storage. */
export class GcsStorageAdapter extends StorageProvider {
  readonly name = 'gcs';
  override readonly googleBucket: string;
  private readonly storage: Storage;
  private readonly parts: GcsParts;
  private silentUntil = 0;

  constructor(private readonly settings: GcsSettings) {
    super();
    const { apiUrl, bucket, keyFile } = settings;
    this.googleBucket = bucket;
    // With a custom address, such as an emulator's, the SDK signs in only if we declare that host to be Google's.
    const elsewhere =
      apiUrl === 'https://storage.googleapis.com'
        ? {}
        : { apiEndpoint: apiUrl, universeDomain: new URL(apiUrl).hostname };
    this.storage = new Storage({
      ...elsewhere,
      keyFilename: keyFile,
      retryOptions: RETRIES,
      useAuthWithCustomEndpoint: true,
    });
    this.parts = new GcsParts(this.storage, `${new URL(apiUrl).origin}/${bucket}`);
  }

  async put(
    key: string,
    source: ObjectSource,
    { contentType, cacheControl, downloadName, signal }: PutOptions,
  ): Promise<StoredObject> {
    const file = this.file(key);
    const reader = await SourceReader.measured(source, signal);
    const publish = this.isToBePublic(key);
    const described = {
      contentType,
      cacheControl: cacheControl ?? (publish ? PUBLIC_CACHING : undefined),
      contentDisposition: downloadName && downloadDisposition(downloadName),
    };
    const options: CreateResumableUploadOptions = {
      predefinedAcl: publish ? 'publicRead' : undefined,
      // With a condition the SDK may repeat a request.
      preconditionOpts: { ifGenerationMatch: Number((await metadataOf(file))?.generation ?? 0) },
    };
    const note = (sha256?: string) => ({ ...(sha256 && { sha256 }), ...(publish && PUBLISHED) });
    try {
      const pieces = reader.pieces(CHUNK_BYTES);
      const first = (await pieces.next()).value as Piece;
      if (first.last) {
        const md5Hash = createHash('md5').update(first.piece).digest('base64');
        const metadata = { ...described, md5Hash, metadata: note(reader.checksum) };
        // The SDK's own validation would compare afterwards, and delete the object.
        await asOurs(() => file.save(first.piece, { ...options, metadata, resumable: false, validation: false }));
      } else {
        const { size: contentLength, checksum } = reader.announced;
        const metadata = { ...described, contentLength, metadata: note(checksum) };
        await uploadInChunks(this.storage, file, withFirst(first, pieces), { ...options, metadata }, signal);
      }
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
    return { key, size: reader.size, contentType, checksum: reader.checksum, updatedAt: new Date() };
  }

  async head(key: string): Promise<FoundObject | undefined> {
    const metadata = await metadataOf(this.file(key));
    return metadata && foundObject(key, metadata);
  }

  async open(key: string, range?: ByteRange, version?: string): Promise<{ object: FoundObject; stream: Readable }> {
    const metadata = await metadataOf(this.file(key));
    if (!metadata) throw objectNotFound();
    const object = foundObject(key, metadata);
    if (version !== undefined && object.version !== version) throw objectChanged();
    if (range && range.start >= object.size) throw objectRangeInvalid(`The file has ${object.size} bytes.`);
    // Pins the generation: if the object is replaced meanwhile, the answer must not mix bytes of both.
    const file = this.storage.bucket(this.settings.bucket).file(key, { generation: metadata.generation });
    const stream = file.createReadStream({ ...range, decompress: false, validation: range ? false : 'crc32c' });
    return { object, stream: object.size === 0 ? Readable.from([]) : stream };
  }

  async delete(key: string): Promise<void> {
    await asOurs(() => this.file(key).delete({ ignoreNotFound: true }));
  }

  async url(
    key: string,
    { expiresInSeconds, downloadName }: { expiresInSeconds?: number; downloadName?: string } = {},
  ): Promise<ObjectUrl> {
    const file = this.file(key);
    if (downloadName === undefined && this.isToBePublic(key) && (await this.isPublished(file)))
      return {
        url: `${new URL(this.settings.apiUrl).origin}/${this.settings.bucket}/${key.split('/').map(encodeURIComponent).join('/')}`,
        expiresAt: null,
      };
    return this.signed(
      file,
      { action: 'read', responseDisposition: downloadName && downloadDisposition(downloadName) },
      expiresInSeconds,
    );
  }

  presignPut(key: string, { contentType, size }: ExpectedObject, expiresInSeconds?: number): Promise<PresignedRequest> {
    return this.signedPut(key, { contentType, sizes: `${size},${size}` }, expiresInSeconds);
  }

  override presignPutUpTo(
    key: string,
    { contentType, size }: ExpectedObject,
    expiresInSeconds?: number,
  ): Promise<PresignedRequest> {
    return this.signedPut(key, { contentType, sizes: `1,${size}` }, expiresInSeconds);
  }

  /** @param sizes the least and the largest, in bytes */
  private async signedPut(
    key: string,
    { contentType, sizes }: { contentType: string; sizes: string },
    expiresInSeconds?: number,
  ): Promise<PresignedRequest> {
    const conditions = { 'x-goog-content-length-range': sizes, 'x-goog-if-generation-match': '0' };
    const signed = await this.signed(
      this.file(key),
      { action: 'write', contentType, extensionHeaders: conditions },
      expiresInSeconds,
    );
    return { method: 'PUT', headers: { 'content-type': contentType, ...conditions }, ...signed };
  }

  async createMultipart(key: string, { contentType, size }: ExpectedObject): Promise<MultipartUpload> {
    return { uploadId: await this.parts.create(assertObjectKey(key), contentType), ...planParts(size) };
  }

  async presignPart(
    key: string,
    uploadId: string,
    { number, size }: UploadedPart,
    expiresInSeconds?: number,
  ): Promise<PresignedRequest> {
    const queryParams = { partNumber: String(number), uploadId };
    const signed = await this.signed(
      this.file(key),
      { action: 'write', queryParams, extensionHeaders: { 'content-length': String(size) } },
      expiresInSeconds,
    );
    return { method: 'PUT', headers: {}, ...signed };
  }

  async listParts(key: string, uploadId: string): Promise<UploadedPart[]> {
    return (await this.parts.list(assertObjectKey(key), uploadId)).map(({ number, size }) => ({ number, size }));
  }

  async completeMultipart(key: string, uploadId: string, { size }: ExpectedObject): Promise<StoredObject> {
    try {
      const parts = await this.parts.list(assertObjectKey(key), uploadId);
      const total = parts.reduce((sum, part) => sum + part.size, 0);
      if (total !== size) throw objectSizeMismatch(`${size} bytes were announced, ${total} arrived.`);
      await this.parts.complete(key, uploadId, parts);
    } catch (error) {
      // If an upload is gone but its object exists, it was completed before: the answer to that call was lost.
      const done = objectNotFound.is(error) ? await this.head(key) : undefined;
      if (done?.size === size) return done;
      throw error;
    }
    return (await this.head(key)) ?? Promise.reject(objectNotFound());
  }

  async abortMultipart(key: string, uploadId: string): Promise<void> {
    try {
      await this.parts.abort(assertObjectKey(key), uploadId);
    } catch (error) {
      if (!objectNotFound.is(error)) throw error;
    }
  }

  async check(): Promise<undefined> {
    const bucket = this.storage.bucket(this.settings.bucket);
    try {
      const [granted] = await asOurs(
        () => bucket.iam.testPermissions(NEEDED) as Promise<[Record<string, boolean>, unknown]>,
      );
      const lacking = NEEDED.filter((permission) => !granted[permission]);
      if (lacking.length > 0) throw storageUnavailable(`gcs: the service account lacks ${lacking.join(', ')}.`);
    } catch (error) {
      throw objectNotFound.is(error)
        ? storageUnavailable(`gcs: the bucket ${this.settings.bucket} does not exist.`, { cause: error })
        : error;
    }
  }

  private file(key: string): File {
    return this.storage.bucket(this.settings.bucket).file(assertObjectKey(key));
  }

  private isToBePublic(key: string): boolean {
    return this.settings.publicPrefix !== undefined && key.startsWith(this.settings.publicPrefix);
  }

  /** False, too, while Google does not answer: a signed address of a public object works as well. */
  private async isPublished(file: File): Promise<boolean> {
    if (performance.now() < this.silentUntil) return false;
    try {
      return isMarkedPublished(await metadataOf(file));
    } catch (error) {
      if (!storageUnavailable.is(error)) throw error;
      this.silentUntil = performance.now() + SILENT_MS;
      return false;
    }
  }

  private async signed(
    file: File,
    config: Omit<GetSignedUrlConfig, 'version' | 'expires'>,
    seconds?: number,
  ): Promise<{ url: string; expiresAt: Date }> {
    // Google counts whole seconds.
    const expiresAt = new Date(Math.ceil(urlExpiry(seconds).getTime() / 1_000) * 1_000);
    const [url] = await asOurs(() => file.getSignedUrl({ ...config, version: 'v4', expires: expiresAt }));
    return { url, expiresAt };
  }
}

async function* withFirst(first: Piece, rest: AsyncIterable<Piece>): AsyncGenerator<Piece> {
  yield first;
  yield* rest;
}
