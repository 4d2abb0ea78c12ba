import { createHash, randomUUID } from 'node:crypto';
import { crc32c } from './crc32c';
import { GcsFailure, notFound } from './gcs-failure';

/** Metadata that a client sends with an object; `metadata` is the client's own. */
export interface GcsMetadata {
  contentType?: string;
  contentDisposition?: string;
  cacheControl?: string;
  md5Hash?: string;
  crc32c?: string;
  metadata?: Record<string, string>;
}

export interface GcsObject {
  name: string;
  bytes: Buffer;
  generation: number;
  updated: Date;
  isPublic: boolean;
  about: GcsMetadata;
}

/** What a client says that the bytes of an object are. */
export type GcsHashes = Pick<GcsMetadata, 'md5Hash' | 'crc32c'>;

export interface GcsSession {
  name: string;
  received: Buffer[];
  size: number;
  /** The object that the session has become. */
  result?: GcsObject;
  store(bytes: Buffer, hashes: GcsHashes): GcsObject;
}

export interface GcsUpload {
  name: string;
  contentType?: string;
  parts: Map<number, { bytes: Buffer; etag: string }>;
}

const md5 = (bytes: Buffer, form: 'base64' | 'hex'): string => createHash('md5').update(bytes).digest(form);

/** One bucket, its objects and unfinished uploads, in memory. */
export class GcsWorld {
  readonly objects = new Map<string, GcsObject>();
  readonly sessions = new Map<string, GcsSession>();
  readonly uploads = new Map<string, GcsUpload>();
  /** Uniform bucket-level access: single objects have no access lists. */
  uniform = false;
  private generations = Date.now() * 1_000;

  constructor(readonly bucket: string) {}

  unfinished(): string[] {
    const sessions = [...this.sessions.values()].filter(({ result }) => result === undefined);
    return [...this.uploads.values(), ...sessions].map(({ name }) => name);
  }

  get(name: string, generation?: string): GcsObject {
    const found = this.objects.get(name);
    if (!found || (generation !== undefined && generation !== String(found.generation)))
      throw notFound(`object: ${this.bucket}/${name}`);
    return found;
  }

  /** @param query `ifGenerationMatch`, `predefinedAcl` */
  assertMayPut(name: string, query: URLSearchParams): void {
    const wanted = query.get('ifGenerationMatch');
    if (wanted !== null && Number(wanted) !== (this.objects.get(name)?.generation ?? 0))
      throw new GcsFailure(412, 'conditionNotMet', 'At least one of the pre-conditions you specified did not hold.');
    if (query.has('predefinedAcl')) this.assertAcl();
  }

  assertAcl(): void {
    if (this.uniform)
      throw new GcsFailure(
        400,
        'invalid',
        'Cannot insert legacy ACL for an object when uniform bucket-level access is enabled. Read more at the documentation.',
      );
  }

  put(name: string, bytes: Buffer, about: GcsMetadata, query: URLSearchParams = new URLSearchParams()): GcsObject {
    this.assertMayPut(name, query);
    const found = { md5Hash: md5(bytes, 'base64'), crc32c: crc32c(bytes) };
    for (const [kind, title] of [
      ['md5Hash', 'MD5 hash'],
      ['crc32c', 'CRC32C'],
    ] as const) {
      if (about[kind] !== undefined && about[kind] !== found[kind])
        throw new GcsFailure(
          400,
          'invalid',
          `Provided ${title} "${about[kind]}" doesn't match calculated ${title} "${found[kind]}".`,
        );
    }
    this.generations += 1;
    const isPublic = query.get('predefinedAcl') === 'publicRead';
    const object = {
      name,
      bytes,
      generation: this.generations,
      updated: new Date(),
      isPublic,
      about: { ...about, ...found },
    };
    this.objects.set(name, object);
    return object;
  }

  begin(name: string, contentType?: string): string {
    const id = randomUUID();
    this.uploads.set(id, { name, contentType, parts: new Map() });
    return id;
  }

  upload(name: string, id: string | null): GcsUpload {
    const found = this.uploads.get(id ?? '');
    if (found?.name !== name) throw new GcsFailure(404, 'NoSuchUpload', 'The requested upload was not found.');
    return found;
  }

  addPart(upload: GcsUpload, number: number, bytes: Buffer): string {
    if (!(number >= 1 && number <= 10_000))
      throw new GcsFailure(400, 'InvalidArgument', 'The part number must be from 1 to 10000.');
    const etag = `"${md5(bytes, 'hex')}"`;
    upload.parts.set(number, { bytes, etag });
    return etag;
  }

  complete(id: string, upload: GcsUpload, chosen: readonly { number: number; etag: string }[]): GcsObject {
    const bytes = chosen.map(({ number, etag }) => {
      const part = upload.parts.get(number);
      if (part?.etag !== etag) throw new GcsFailure(400, 'InvalidPart', 'A part is missing or its ETag is another.');
      return part.bytes;
    });
    this.uploads.delete(id);
    return this.put(upload.name, Buffer.concat(bytes), { contentType: upload.contentType });
  }

  show({ name, bytes, generation, updated, about, isPublic }: GcsObject): object {
    const [id, acl] = [
      `${this.bucket}/${name}/${generation}`,
      isPublic ? [{ entity: 'allUsers', role: 'READER' }] : [],
    ];
    const times = { timeCreated: updated.toISOString(), updated: updated.toISOString() };
    return {
      kind: 'storage#object',
      id,
      name,
      bucket: this.bucket,
      generation: String(generation),
      size: String(bytes.length),
      ...times,
      ...about,
      acl,
    };
  }
}
