import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { downloadDisposition } from '../../download-disposition';
import { assertObjectKey } from '../../object-keys';
import { planParts } from '../../part-plan';
import { SourceReader } from '../../source-reader';
import { objectChanged, objectNotFound, objectSizeMismatch, storageUnavailable } from '../../storage.errors';
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
import type { S3Settings } from './s3.config';
import { asOurs } from './s3.errors';

/** Including the first try; the SDK waits longer each time. */
const ATTEMPTS = 4;
const CONNECT_MS = 5_000;
const SILENCE_MS = 30_000;

type ListedPart = UploadedPart & { etag: string };

/** R2, or any store that implements the S3 API. */
export class S3StorageAdapter extends StorageProvider {
  readonly name = 's3';
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor({ endpoint, region, bucket, accessKeyId, secretAccessKey }: S3Settings) {
    super();
    this.bucket = bucket;
    this.client = new S3Client({
      endpoint,
      region,
      credentials: { accessKeyId, secretAccessKey },
      forcePathStyle: true,
      maxAttempts: ATTEMPTS,
      requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENCE_MS },
      // By default a presigned PUT would carry the checksum of an empty body. Bodies that we send ourselves carry their
      // MD5 and SHA-256.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  async put(
    key: string,
    source: ObjectSource,
    { contentType, cacheControl, downloadName, signal }: PutOptions,
  ): Promise<StoredObject> {
    const target = this.target(key);
    const reader = await SourceReader.measured(source, signal);
    const described = {
      ContentType: contentType,
      CacheControl: cacheControl,
      ContentDisposition: downloadName && downloadDisposition(downloadName),
    };
    const send = { abortSignal: signal };
    const parts: CompletedPart[] = [];
    let upload: string | undefined;
    try {
      for await (const { piece, last } of reader.pieces(planParts(reader.announced.size ?? 0).partSize)) {
        const body = {
          Body: piece,
          ContentLength: piece.length,
          ContentMD5: createHash('md5').update(piece).digest('base64'),
        };
        if (last && upload === undefined) {
          await asOurs(() =>
            this.client.send(
              new PutObjectCommand({ ...target, ...described, ...body, Metadata: { sha256: reader.checksum } }),
              send,
            ),
          );
          continue;
        }
        const Metadata = reader.announced.checksum ? { sha256: reader.announced.checksum } : undefined;
        upload ??= (
          await asOurs(() =>
            this.client.send(new CreateMultipartUploadCommand({ ...target, ...described, Metadata }), send),
          )
        ).UploadId;
        const part = { ...target, UploadId: upload, PartNumber: parts.length + 1 };
        const { ETag } = await asOurs(() => this.client.send(new UploadPartCommand({ ...part, ...body }), send));
        parts.push({ ETag, PartNumber: part.PartNumber });
      }
      // Only now has the reader verified size and checksum; until this call nothing is visible.
      if (upload !== undefined) await this.join(key, upload, parts);
    } catch (error) {
      if (upload !== undefined) await this.abortMultipart(key, upload).catch(() => undefined);
      throw signal?.aborted ? signal.reason : error;
    }
    return { key, size: reader.size, contentType, checksum: reader.checksum, updatedAt: new Date() };
  }

  async head(key: string): Promise<FoundObject | undefined> {
    try {
      const found = await asOurs(() => this.client.send(new HeadObjectCommand(this.target(key))));
      return foundObject(key, found, found.ContentLength ?? 0);
    } catch (error) {
      if (objectNotFound.is(error)) return undefined;
      throw error;
    }
  }

  async open(key: string, range?: ByteRange, version?: string): Promise<{ object: FoundObject; stream: Readable }> {
    const Range = range && `bytes=${range.start}-${range.end ?? ''}`;
    const command = new GetObjectCommand({ ...this.target(key), Range, IfMatch: version });
    const found = await asOurs(() => this.client.send(command));
    const size = found.ContentRange ? Number(found.ContentRange.split('/')[1]) : (found.ContentLength ?? 0);
    const [object, stream] = [foundObject(key, found, size), found.Body as Readable];
    if (version === undefined || object.version === version) return { object, stream };
    // A store that ignores the condition.
    stream.destroy();
    throw objectChanged();
  }

  async delete(key: string): Promise<void> {
    await asOurs(() => this.client.send(new DeleteObjectCommand(this.target(key))));
  }

  async url(
    key: string,
    { expiresInSeconds, downloadName }: { expiresInSeconds?: number; downloadName?: string } = {},
  ): Promise<ObjectUrl> {
    const ResponseContentDisposition = downloadName && downloadDisposition(downloadName);
    return this.signed(new GetObjectCommand({ ...this.target(key), ResponseContentDisposition }), expiresInSeconds);
  }

  async presignPut(
    key: string,
    { contentType, size }: ExpectedObject,
    expiresInSeconds?: number,
  ): Promise<PresignedRequest> {
    const command = new PutObjectCommand({
      ...this.target(key),
      ContentType: contentType,
      ContentLength: size,
      IfNoneMatch: '*',
    });
    return {
      method: 'PUT',
      headers: { 'content-type': contentType, 'if-none-match': '*' },
      ...(await this.signed(command, expiresInSeconds)),
    };
  }

  async createMultipart(key: string, { contentType, size }: ExpectedObject): Promise<MultipartUpload> {
    const { UploadId } = await asOurs(() =>
      this.client.send(new CreateMultipartUploadCommand({ ...this.target(key), ContentType: contentType })),
    );
    return { uploadId: UploadId ?? '', ...planParts(size) };
  }

  async presignPart(
    key: string,
    uploadId: string,
    { number, size }: UploadedPart,
    expiresInSeconds?: number,
  ): Promise<PresignedRequest> {
    const command = new UploadPartCommand({
      ...this.target(key),
      UploadId: uploadId,
      PartNumber: number,
      ContentLength: size,
    });
    return { method: 'PUT', headers: {}, ...(await this.signed(command, expiresInSeconds)) };
  }

  async listParts(key: string, uploadId: string): Promise<UploadedPart[]> {
    return (await this.listed(key, uploadId)).map(({ number, size }) => ({ number, size }));
  }

  async completeMultipart(key: string, uploadId: string, { size }: ExpectedObject): Promise<StoredObject> {
    try {
      const parts = await this.listed(key, uploadId);
      const total = parts.reduce((sum, part) => sum + part.size, 0);
      if (total !== size) throw objectSizeMismatch(`${size} bytes were announced, ${total} arrived.`);
      const completed = parts.map(({ number, etag }) => ({ PartNumber: number, ETag: etag }));
      await this.join(key, uploadId, completed);
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
      await asOurs(() =>
        this.client.send(new AbortMultipartUploadCommand({ ...this.target(key), UploadId: uploadId })),
      );
    } catch (error) {
      if (!objectNotFound.is(error)) throw error;
    }
  }

  async check(): Promise<undefined> {
    try {
      await asOurs(() =>
        this.client.send(new HeadBucketCommand({ Bucket: this.bucket }), {
          abortSignal: AbortSignal.timeout(CONNECT_MS),
        }),
      );
    } catch (error) {
      throw objectNotFound.is(error)
        ? storageUnavailable(`s3: the bucket ${this.bucket} does not exist.`, { cause: error })
        : error;
    }
  }

  private target(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.bucket, Key: assertObjectKey(key) };
  }

  private async join(key: string, uploadId: string, Parts: CompletedPart[]): Promise<void> {
    await asOurs(() =>
      this.client.send(
        new CompleteMultipartUploadCommand({ ...this.target(key), UploadId: uploadId, MultipartUpload: { Parts } }),
      ),
    );
  }

  private async listed(key: string, uploadId: string): Promise<ListedPart[]> {
    return asOurs(async () => {
      const parts: ListedPart[] = [];
      let marker: string | undefined;
      // Not the SDK's own paginator: it continues while there is a marker, which some stores send even with the last
      // page.
      do {
        const page = await this.client.send(
          new ListPartsCommand({ ...this.target(key), UploadId: uploadId, PartNumberMarker: marker }),
        );
        for (const { PartNumber = 0, Size = 0, ETag = '' } of page.Parts ?? [])
          parts.push({ number: PartNumber, size: Size, etag: ETag });
        marker = page.IsTruncated ? page.NextPartNumberMarker : undefined;
      } while (marker !== undefined);
      return parts;
    });
  }

  /** Size, type and condition count only when they are signed as headers. */
  private async signed(
    command: GetObjectCommand | PutObjectCommand | UploadPartCommand,
    seconds?: number,
  ): Promise<{ url: string; expiresAt: Date }> {
    const expiresAt = urlExpiry(seconds);
    const expiresIn = Math.round((expiresAt.getTime() - Date.now()) / 1_000);
    // For a part, the SDK would sign a content type that the client did not announce.
    const signableHeaders = new Set([
      'host',
      'content-length',
      ...(command instanceof PutObjectCommand ? ['content-type', 'if-none-match'] : []),
    ]);
    return {
      url: await getSignedUrl(this.client, command as GetObjectCommand, { expiresIn, signableHeaders }),
      expiresAt,
    };
  }
}

function foundObject(
  key: string,
  found: Pick<HeadObjectCommandOutput, 'ContentType' | 'Metadata' | 'LastModified' | 'ETag'>,
  size: number,
): FoundObject {
  const { ContentType: contentType = 'application/octet-stream', Metadata, LastModified, ETag: version = '' } = found;
  const updatedAt = LastModified ?? new Date();
  return { key, size, contentType, checksum: Metadata?.sha256 ?? null, updatedAt, version };
}
