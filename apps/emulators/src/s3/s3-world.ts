import { createHash, randomUUID } from 'node:crypto';
import { S3Failure } from './s3-failure';

export interface S3Object {
  bytes: Buffer;
  etag: string;
  updatedAt: Date;
  /** Content type, disposition, cache control and `x-amz-meta-…`, as they were sent. */
  headers: Record<string, string>;
}

interface S3Upload {
  key: string;
  headers: Record<string, string>;
  parts: Map<number, { bytes: Buffer; etag: string }>;
}

interface S3Bucket {
  objects: Map<string, S3Object>;
  uploads: Map<string, S3Upload>;
}

const SMALLEST_PART_BYTES = 5 * 1024 ** 2;

const md5 = (bytes: Buffer): Buffer => createHash('md5').update(bytes).digest();
const quoted = (text: string): string => `"${text}"`;

/** Buckets, objects and unfinished uploads, in memory. */
export class S3World {
  private readonly buckets = new Map<string, S3Bucket>();

  create(bucket: string): void {
    if (!this.buckets.has(bucket)) this.buckets.set(bucket, { objects: new Map(), uploads: new Map() });
  }

  bucket(name: string): S3Bucket {
    const found = this.buckets.get(name);
    if (!found) throw new S3Failure(404, 'NoSuchBucket', 'The specified bucket does not exist');
    return found;
  }

  unfinished(): string[] {
    return [...this.buckets.values()].flatMap(({ uploads }) => [...uploads.values()].map(({ key }) => key));
  }

  object(bucket: string, key: string): S3Object {
    const found = this.bucket(bucket).objects.get(key);
    if (!found) throw new S3Failure(404, 'NoSuchKey', 'The specified key does not exist.');
    return found;
  }

  put(
    bucket: string,
    key: string,
    bytes: Buffer,
    headers: Record<string, string>,
    etag = quoted(md5(bytes).toString('hex')),
  ): S3Object {
    const object = { bytes, headers, etag, updatedAt: new Date() };
    this.bucket(bucket).objects.set(key, object);
    return object;
  }

  begin(bucket: string, key: string, headers: Record<string, string>): string {
    const id = randomUUID();
    this.bucket(bucket).uploads.set(id, { key, headers, parts: new Map() });
    return id;
  }

  upload(bucket: string, key: string, id: string): S3Upload {
    const found = this.bucket(bucket).uploads.get(id);
    if (found?.key !== key) throw new S3Failure(404, 'NoSuchUpload', 'The specified upload does not exist.');
    return found;
  }

  addPart(bucket: string, key: string, id: string, number: number, bytes: Buffer): string {
    if (!(number >= 1 && number <= 10_000))
      throw new S3Failure(400, 'InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
    const etag = quoted(md5(bytes).toString('hex'));
    this.upload(bucket, key, id).parts.set(number, { bytes, etag });
    return etag;
  }

  /** @param chosen number and ETag of each part, in order */
  complete(bucket: string, key: string, id: string, chosen: readonly { number: number; etag: string }[]): S3Object {
    const { parts, headers } = this.upload(bucket, key, id);
    if (chosen.length === 0) throw new S3Failure(400, 'MalformedXML', 'The XML you provided was not well-formed');
    const taken = chosen.map(({ number, etag }, index) => {
      const part = parts.get(number);
      if (part?.etag !== etag)
        throw new S3Failure(400, 'InvalidPart', 'One or more of the specified parts could not be found.');
      if (number <= (chosen[index - 1]?.number ?? 0))
        throw new S3Failure(400, 'InvalidPartOrder', 'The list of parts was not in ascending order.');
      if (index < chosen.length - 1 && part.bytes.length < SMALLEST_PART_BYTES)
        throw new S3Failure(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
      return part.bytes;
    });
    const etag = quoted(`${md5(Buffer.concat(taken.map(md5))).toString('hex')}-${taken.length}`);
    this.bucket(bucket).uploads.delete(id);
    return this.put(bucket, key, Buffer.concat(taken), headers, etag);
  }
}
