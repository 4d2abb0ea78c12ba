import { Readable } from 'node:stream';
import { CRC32C, type CreateResumableUploadOptions, type File, type Storage } from '@google-cloud/storage';
import { objectNotFound, storageUnavailable } from '../../storage.errors';
import { asOurs } from './gcs.errors';

/** Bytes that one request of an upload carries; they stay in memory until Google has them. A multiple of 256 KiB. */
export const CHUNK_BYTES = 8 * 1024 ** 2;
/** Google has what was sent so far, or the beginning of it, and waits for more. */
const INCOMPLETE = 308;
/** After 1, 1 and 4 seconds. */
const RETRIES = { retry: 3, noResponseRetries: 3, retryDelay: 1_000, retryDelayMultiplier: 3 };

export interface Piece {
  piece: Buffer;
  last: boolean;
}

/**
 * Sends an object in one resumable upload, a piece of {@link CHUNK_BYTES} in each request. The last request carries the
 * CRC32C of the whole, which the SDK does not send: if Google received other bytes, it refuses them and keeps the
 * existing object. Ends the upload when it fails.
 * @throws the error of `pieces`, unchanged, when reading them failed
 */
export async function uploadInChunks(
  storage: Storage,
  file: File,
  pieces: AsyncIterable<Piece>,
  options: CreateResumableUploadOptions,
  signal?: AbortSignal,
): Promise<void> {
  const [uri] = await asOurs(() => file.createResumableUpload(options));
  const session = new UploadSession(storage, uri, signal);
  const sum = new CRC32C();
  try {
    // Reads the next piece while Google receives this one.
    for await (const { piece, last } of Readable.from(pieces, { highWaterMark: 1 }) as AsyncIterable<Piece>) {
      sum.update(piece);
      await session.send(piece, last ? sum.toString() : undefined);
    }
  } catch (error) {
    await session.end();
    throw error;
  }
}

/** Runs a request of an upload. Google answers 404 or 410 when it has lost the upload: another one may succeed. */
async function inSession<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await asOurs(run);
  } catch (error) {
    if (!objectNotFound.is(error)) throw error;
    throw storageUnavailable('gcs: the store has lost the upload.', { cause: error, retryAfterSeconds: 30 });
  }
}

class UploadSession {
  /** Bytes that Google has confirmed. */
  private stored = 0;

  constructor(
    private readonly storage: Storage,
    private readonly uri: string,
    private readonly signal?: AbortSignal,
  ) {}

  /** @param sum CRC32C of the whole object, with the last piece */
  async send(piece: Buffer, sum?: string): Promise<void> {
    const [start, end, last] = [this.stored, this.stored + piece.length, sum !== undefined];
    do {
      const { status, range } = await this.put(piece.subarray(this.stored - start), sum);
      if (last && status !== INCOMPLETE) return;
      const stored = Number(/^bytes=0-(\d+)$/.exec(range ?? '')?.[1] ?? -1) + 1;
      if (stored <= this.stored || (last && stored >= end))
        throw storageUnavailable('gcs: the store did not keep what it received.', { retryAfterSeconds: 30 });
      this.stored = stored;
    } while (this.stored < end);
  }

  /** Google keeps an unfinished upload for a week. It answers 499 when we end one. */
  async end(): Promise<void> {
    const ending = { method: 'DELETE', url: this.uri, validateStatus: () => true } as const;
    await this.storage.authClient.request(ending).catch(() => undefined);
  }

  /** May be repeated: Google ignores bytes that it has, and answers for a finished upload as it did the first time. */
  private async put(bytes: Buffer, sum?: string): Promise<{ status: number; range?: string }> {
    const end = this.stored + bytes.length;
    const { status, headers } = await inSession(() =>
      this.storage.authClient.request<unknown>({
        method: 'PUT',
        url: this.uri,
        headers: {
          'content-range': `bytes ${this.stored}-${end - 1}/${sum === undefined ? '*' : end}`,
          ...(sum !== undefined && { 'x-goog-hash': `crc32c=${sum}` }),
        },
        body: bytes,
        signal: this.signal,
        retryConfig: RETRIES,
        validateStatus: (status) => (status >= 200 && status < 300) || status === INCOMPLETE,
      }),
    );
    return { status, range: headers.range };
  }
}
