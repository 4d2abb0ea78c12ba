import type { FileHandle } from 'node:fs/promises';
import { readAt } from './read-at';

/** Bytes before the first chunk of a PNG. */
export const PNG_SIGNATURE_BYTES = 8;

/** @param head the first bytes of a file */
export const isPng = (head: Buffer): boolean => head.toString('latin1', 1, 4) === 'PNG';

export interface PngChunk {
  name: string;
  /** Position of its data in the file. */
  start: number;
  /** Length of its data, as it declares. */
  bytes: number;
}

/** The chunks of a PNG until its end, at most `most`. */
export async function* pngChunks(file: FileHandle, most: number): AsyncGenerator<PngChunk> {
  let at = PNG_SIGNATURE_BYTES;
  for (let chunks = 0; chunks < most; chunks += 1) {
    const head = await readAt(file, at, 8);
    if (head.length < 8) return;
    const bytes = head.readUInt32BE(0);
    yield { name: head.toString('latin1', 4), start: at + 8, bytes };
    at += bytes + 12;
  }
}
