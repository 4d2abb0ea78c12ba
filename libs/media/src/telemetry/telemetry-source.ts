import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';

/** A file that can be read at any position: in memory, on disk, or by ranges from an object store. */
export interface TelemetrySource {
  /** The user's file name; used for time stamps in names, never to decide on the format. */
  readonly name: string;
  readonly bytes: number;
  /** Fewer bytes than requested only at the end of the file. */
  read(position: number, length: number): Promise<Uint8Array>;
}

export function bufferSource(content: Uint8Array, name = ''): TelemetrySource {
  return {
    name,
    bytes: content.length,
    read: (position, length) => Promise.resolve(content.subarray(position, position + length)),
  };
}

/** Keeps the file open while `use` runs. */
export async function withFileSource<T>(path: string, use: (source: TelemetrySource) => Promise<T>): Promise<T> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return await use({ name: basename(path), bytes: size, read: (position, length) => readAt(file, position, length) });
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

const CHUNK_BYTES = 128 * 1024;

/** The content in order, a chunk at a time. */
export async function* chunksOf(source: TelemetrySource, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  for (let position = 0; position < source.bytes; position += CHUNK_BYTES) {
    signal?.throwIfAborted();
    yield await source.read(position, Math.min(CHUNK_BYTES, source.bytes - position));
  }
}
