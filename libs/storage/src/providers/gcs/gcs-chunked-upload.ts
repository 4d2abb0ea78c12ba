import { pipeline } from 'node:stream/promises';
import type { CreateWriteStreamOptions, File, Storage } from '@google-cloud/storage';
import { asOurs } from './gcs.errors';

/** Bytes that one request of an upload carries; they stay in memory until Google has them. A multiple of 256 KiB. */
export const CHUNK_BYTES = 8 * 1024 ** 2;

/**
 * Sends a file in one resumable upload, {@link CHUNK_BYTES} at a time, and ends that upload when it fails.
 * @throws the error of `chunks`, unchanged, when reading them failed
 */
export async function uploadInChunks(
  storage: Storage,
  file: File,
  chunks: AsyncIterable<Buffer>,
  options: CreateWriteStreamOptions,
  signal?: AbortSignal,
): Promise<void> {
  const [uri] = await asOurs(() => file.createResumableUpload(options));
  let broken: { error: unknown } | undefined;
  async function* watched() {
    try {
      yield* chunks;
    } catch (error) {
      broken = { error };
      throw error;
    }
  }
  try {
    await asOurs(() =>
      pipeline(watched(), file.createWriteStream({ ...options, uri, resumable: true, chunkSize: CHUNK_BYTES }), {
        signal,
      }),
    );
  } catch (error) {
    // Google keeps an unfinished upload for a week. It answers 499 when we end one.
    await storage.authClient.request({ method: 'DELETE', url: uri, validateStatus: () => true }).catch(() => undefined);
    throw broken ? broken.error : error;
  }
}

export async function* chunksOf(first: Buffer, rest: AsyncIterable<{ piece: Buffer }>): AsyncGenerator<Buffer> {
  yield first;
  for await (const { piece } of rest) yield piece;
}
