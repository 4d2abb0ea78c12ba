import type { Readable } from 'node:stream';

export interface StoredObject {
  key: string;
  /** Bytes. */
  size: number;
  contentType: string;
  /** SHA-256 in hex; null when only the store's own checksum is known, as after a long stream or a presigned upload. */
  checksum: string | null;
  updatedAt: Date;
}

/** A file on this disk, or a stream. `size`: the length that the stream must have, in bytes. */
export type ObjectSource = { file: string } | { stream: Readable; size?: number };

export interface PutOptions {
  contentType: string;
  /** As in the HTTP header; default: the store's. */
  cacheControl?: string;
  /** The name a browser saves it under; default: it is shown, not saved. */
  downloadName?: string;
  signal?: AbortSignal;
}

/** Bytes `start` to `end`, both inclusive; without `end`: to the last byte. */
export interface ByteRange {
  start: number;
  end?: number;
}

export interface ObjectUrl {
  url: string;
  /** null: it does not expire. */
  expiresAt: Date | null;
}

/** A request that a client without credentials may make, once or more, until it expires; all of `headers` must be sent as they are. */
export interface PresignedRequest {
  method: 'PUT';
  url: string;
  headers: Record<string, string>;
  expiresAt: Date;
}

/** What an upload will be: the store refuses anything else. `size` in bytes. */
export interface ExpectedObject {
  contentType: string;
  size: number;
}

/** An upload in parts; every part but the last has `partSize` bytes, numbers count from 1. */
export interface MultipartUpload {
  uploadId: string;
  partSize: number;
  partCount: number;
}

export interface UploadedPart {
  number: number;
  size: number;
}

const DEFAULT_URL_SECONDS = 3_600;
/** S3 and GCS sign for no longer. */
const MOST_URL_SECONDS = 604_800;

/** When an address that is signed now ends. */
export function urlExpiry(seconds: number = DEFAULT_URL_SECONDS): Date {
  return new Date(Date.now() + Math.min(seconds, MOST_URL_SECONDS) * 1_000);
}

/**
 * One place for objects. All methods throw `storage_unavailable` (retryable) when the store does not answer or refuses us, and
 * `object_key_invalid` for a key that no store could keep.
 */
export abstract class StorageProvider {
  /** As in its definition; written into the rows of what lies there. */
  abstract readonly name: string;

  /** The bucket of Google Cloud Storage, for services that write there by themselves; undefined for other stores. */
  readonly googleBucket?: string;

  /**
   * Stores `source` under `key`, replacing what was there: with constant memory, in resumable pieces when it is large, and verified by
   * size and checksum before it counts. A put that fails or is aborted leaves under the key what was there before.
   *
   * @throws object_size_mismatch, object_corrupted (retryable); the stream's own error; `signal.reason` when aborted
   */
  abstract put(key: string, source: ObjectSource, options: PutOptions): Promise<StoredObject>;

  /** undefined when there is no such object. */
  abstract head(key: string): Promise<StoredObject | undefined>;

  /** @throws object_not_found; object_range_invalid when the range begins behind the end */
  abstract open(key: string, range?: ByteRange): Promise<{ object: StoredObject; stream: Readable }>;

  /** Also when there is no such object. */
  abstract delete(key: string): Promise<void>;

  /** An address that answers GET, with ranges, without credentials: public when the store publishes its objects, else signed. */
  abstract url(key: string, options?: { expiresInSeconds?: number; downloadName?: string }): Promise<ObjectUrl>;

  /** A PUT of exactly this size and type. */
  abstract presignPut(key: string, expected: ExpectedObject, expiresInSeconds?: number): Promise<PresignedRequest>;

  /** Begins an upload in parts; nothing is visible before `completeMultipart`. */
  abstract createMultipart(key: string, expected: ExpectedObject): Promise<MultipartUpload>;

  /** A PUT of one part of exactly `part.size` bytes; a part may be sent again. */
  abstract presignPart(
    key: string,
    uploadId: string,
    part: UploadedPart,
    expiresInSeconds?: number,
  ): Promise<PresignedRequest>;

  /** What has arrived, by number: a client that comes back sends the rest. @throws object_not_found when there is no such upload */
  abstract listParts(key: string, uploadId: string): Promise<UploadedPart[]>;

  /** Joins the parts. @throws object_not_found when there is no such upload; object_size_mismatch unless they add up to `expected.size` */
  abstract completeMultipart(key: string, uploadId: string, expected: ExpectedObject): Promise<StoredObject>;

  /** Forgets the parts. Also when there is no such upload. */
  abstract abortMultipart(key: string, uploadId: string): Promise<void>;

  /** Asks the store whether it would take an object. Resolves with a remark when something is low; rejects with the reason when it would not. */
  abstract check(): Promise<string | undefined>;
}
