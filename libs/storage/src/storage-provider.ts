import type { Readable } from 'node:stream';

export interface StoredObject {
  key: string;
  /** Bytes. */
  size: number;
  contentType: string;
  /**
   * SHA-256 in hex; null when only the store's own checksum is known, as after a long stream or a presigned upload.
   */
  checksum: string | null;
  updatedAt: Date;
}

/** An object as the store has it now. */
export interface FoundObject extends StoredObject {
  /** Differs when the bytes differ: an entity tag, or the number of a generation. */
  version: string;
}

/** A local file, or a stream. `size`: the exact length of the stream, in bytes. */
export type ObjectSource = { file: string } | { stream: Readable; size?: number };

export interface PutOptions {
  contentType: string;
  /** Value of the Cache-Control header; default: the store's. */
  cacheControl?: string;
  /** The name under which a browser saves it; default: the browser shows it instead. */
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

/** A request that a client without credentials may send until it expires; it must send all of `headers` unchanged. */
export interface PresignedRequest {
  method: 'PUT';
  url: string;
  headers: Record<string, string>;
  expiresAt: Date;
}

/** Announces an upload: the store refuses anything else. `size` in bytes. */
export interface ExpectedObject {
  contentType: string;
  size: number;
}

/** An upload in parts; every part except the last has `partSize` bytes, numbers count from 1. */
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
/** Maximum lifetime of a signed address in S3 and GCS. */
const MOST_URL_SECONDS = 604_800;

/** Expiry of an address that is signed now. */
export function urlExpiry(seconds: number = DEFAULT_URL_SECONDS): Date {
  return new Date(Date.now() + Math.min(seconds, MOST_URL_SECONDS) * 1_000);
}

/**
 * Port: a store for objects. All methods throw `storage_unavailable` (retryable) when the store does not answer or
 * refuses us, and `object_key_invalid` for a key that not every store could keep.
 */
export abstract class StorageProvider {
  /** The name in its definition; stored in the rows of its objects. */
  abstract readonly name: string;

  /** The bucket in Google Cloud Storage, for services that write to it directly; undefined for other stores. */
  readonly googleBucket?: string;

  /**
   * Stores `source` under `key` and replaces an existing object: with constant memory, in resumable pieces when it is
   * large, and visible only once size and checksum are verified. A put that fails or is aborted leaves the existing
   * object untouched.
   *
   * @throws object_size_mismatch, object_corrupted (retryable); the stream's own error; `signal.reason` when aborted
   */
  abstract put(key: string, source: ObjectSource, options: PutOptions): Promise<StoredObject>;

  /** undefined when the object does not exist. */
  abstract head(key: string): Promise<FoundObject | undefined>;

  /**
   * @param version the only one to read
   * @throws object_not_found; object_changed when the object has another version; object_range_invalid when the range
   * begins beyond the end
   */
  abstract open(key: string, range?: ByteRange, version?: string): Promise<{ object: FoundObject; stream: Readable }>;

  /** Succeeds even when the object does not exist. */
  abstract delete(key: string): Promise<void>;

  /**
   * An address that answers GET, with ranges, without credentials: public when the store publishes its objects,
   * otherwise signed.
   */
  abstract url(key: string, options?: { expiresInSeconds?: number; downloadName?: string }): Promise<ObjectUrl>;

  /**
   * A PUT of exactly this size and type. It creates the object and never replaces one: it is refused when the object
   * exists, also if that happens while the bytes arrive.
   */
  abstract presignPut(key: string, expected: ExpectedObject, expiresInSeconds?: number): Promise<PresignedRequest>;

  /**
   * Like `presignPut`, for a file of 1 to `expected.size` bytes. Undefined for stores whose addresses bind one exact
   * size only.
   */
  presignPutUpTo?(key: string, expected: ExpectedObject, expiresInSeconds?: number): Promise<PresignedRequest>;

  /** Begins an upload in parts; nothing is visible before `completeMultipart`. */
  abstract createMultipart(key: string, expected: ExpectedObject): Promise<MultipartUpload>;

  /** A PUT of one part of exactly `part.size` bytes; a part may be sent again. */
  abstract presignPart(
    key: string,
    uploadId: string,
    part: UploadedPart,
    expiresInSeconds?: number,
  ): Promise<PresignedRequest>;

  /**
   * The parts that have arrived, by number: a client that resumes sends the rest. @throws object_not_found when the
   * upload does not exist
   */
  abstract listParts(key: string, uploadId: string): Promise<UploadedPart[]>;

  /**
   * Joins the parts. @throws object_not_found when the upload does not exist; object_size_mismatch unless they add up
   * to `expected.size`
   */
  abstract completeMultipart(key: string, uploadId: string, expected: ExpectedObject): Promise<StoredObject>;

  /** Deletes the parts. Succeeds even when the upload does not exist. */
  abstract abortMultipart(key: string, uploadId: string): Promise<void>;

  /**
   * Checks whether the store would accept an object. Resolves with a remark when a resource is low; rejects with the
   * reason when it would not.
   * @param bytes size of the object; a store that knows its free space rejects if the object would not fit
   */
  abstract check(bytes?: number): Promise<string | undefined>;
}
