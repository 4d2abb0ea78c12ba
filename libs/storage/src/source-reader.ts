import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { objectCorrupted, objectSizeMismatch } from './storage.errors';
import type { ObjectSource } from './storage-provider';

/** The announced value, or the result of a first reading. */
interface Announced {
  size?: number;
  /** SHA-256 in hex. */
  checksum?: string;
}

/** Reads a source once and verifies its size and checksum before the reader sees the end. */
export class SourceReader {
  private readonly hash = createHash('sha256');
  private readBytes = 0;
  private digest?: string;

  private constructor(
    private readonly stream: Readable,
    readonly announced: Announced,
    private readonly signal?: AbortSignal,
  ) {}

  static async of(source: ObjectSource, signal?: AbortSignal): Promise<SourceReader> {
    signal?.throwIfAborted();
    if ('stream' in source) return new SourceReader(source.stream, { size: source.size }, signal);
    const { size } = await stat(source.file);
    return new SourceReader(createReadStream(source.file), { size }, signal);
  }

  /** Reads a file once in advance, for stores that need its checksum first; a stream can be read only once. */
  static async measured(source: ObjectSource, signal?: AbortSignal): Promise<SourceReader> {
    const first = await SourceReader.of(source, signal);
    if ('stream' in source) return first;
    for await (const _chunk of first.chunks());
    return new SourceReader(createReadStream(source.file), { size: first.size, checksum: first.checksum }, signal);
  }

  /** The whole content, in order; ends with an error unless size and checksum are right. */
  async *chunks(): AsyncGenerator<Buffer> {
    // A stage in between, so that an abort takes effect immediately even if the source never responds to it.
    const through = new PassThrough();
    pipeline(this.stream, through, { signal: this.signal }).catch(() => undefined);
    try {
      for await (const piece of through) {
        const chunk = piece as Buffer;
        this.readBytes += chunk.length;
        if (this.readBytes > (this.announced.size ?? Number.POSITIVE_INFINITY)) throw this.wrongSize();
        this.hash.update(chunk);
        yield chunk;
      }
    } catch (error) {
      throw this.signal?.aborted ? this.signal.reason : error;
    }
    if (this.announced.size !== undefined && this.readBytes !== this.announced.size) throw this.wrongSize();
    this.digest = this.hash.digest('hex');
    if (this.announced.checksum !== undefined && this.digest !== this.announced.checksum)
      throw objectCorrupted('The file changed while it was read.');
  }

  /**
   * The content in pieces of exactly `bytes`; the last may be shorter, and is empty when there is no content at all.
   */
  async *pieces(bytes: number): AsyncGenerator<{ piece: Buffer; last: boolean }> {
    let held: Buffer[] = [];
    let size = 0;
    for await (const chunk of this.chunks()) {
      let rest = chunk;
      // Only the next chunk shows that a full piece is not the last one.
      while (size + rest.length > bytes) {
        const cut = bytes - size;
        yield { piece: Buffer.concat([...held, rest.subarray(0, cut)], bytes), last: false };
        [held, size, rest] = [[], 0, rest.subarray(cut)];
      }
      held.push(rest);
      size += rest.length;
    }
    yield { piece: Buffer.concat(held, size), last: true };
  }

  /** Bytes read so far. */
  get size(): number {
    return this.readBytes;
  }

  /** SHA-256 in hex, once everything has been read. */
  get checksum(): string {
    if (this.digest === undefined) throw new Error('the source was not read to its end');
    return this.digest;
  }

  private wrongSize(): Error {
    const seen = this.readBytes > (this.announced.size ?? 0) ? 'more' : `only ${this.readBytes}`;
    return objectSizeMismatch(`${this.announced.size} bytes were announced, ${seen} arrived.`);
  }
}
