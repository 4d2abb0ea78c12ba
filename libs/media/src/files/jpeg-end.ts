import type { FileHandle } from 'node:fs/promises';
import { readAt } from './read-at';

const BLOCK_BYTES = 1 << 20;
/** Real files have a few dozen. */
const MOST_PARTS = 1_000;
const SCAN = 0xda;
const END = 0xd9;
const FIRST_RESTART = 0xd0;

/** What may follow the pixels of a scan: tables, another scan, the number of rows, notes. */
const followsScan = (code: number): boolean =>
  [0xc4, SCAN, 0xdb, 0xdc, 0xdd, 0xfe].includes(code) || (code >= 0xe0 && code <= 0xef);

/**
 * Whether the parts and scans of a JPEG follow each other until its end mark. Bytes after that do not matter: cameras
 * append further pictures and films.
 */
export async function findJpegEnd(file: FileHandle): Promise<boolean> {
  let hasPixels = false;
  for (let [parts, at] = [0, 2]; parts < MOST_PARTS; parts++) {
    const part = await readAt(file, at, 4);
    const code = part[1] ?? 0;
    if (part.length < 2 || part[0] !== 0xff) return false;
    if (code === END) return hasPixels;
    if (code === 0xff) {
      // A byte that fills the space before a mark.
      at += 1;
      continue;
    }
    if (part.length < 4 || (hasPixels && !followsScan(code))) return false;
    at += 2 + part.readUInt16BE(2);
    if (code !== SCAN) continue;
    hasPixels = true;
    const next = await markAfterPixels(file, at);
    if (next === undefined) return false;
    at = next;
  }
  return false;
}

/** The position of the first mark that is not a restart in its turn. */
async function markAfterPixels(file: FileHandle, start: number): Promise<number | undefined> {
  let restarts = 0;
  for (let from = start; ; ) {
    const block = await readAt(file, from, BLOCK_BYTES);
    if (block.length < 2) return undefined;
    const last = block.length - 1;
    for (let at = 0; at < last; at++) {
      if (block[at] !== 0xff) continue;
      const code = block[at + 1] ?? 0;
      if (code === FIRST_RESTART + (restarts & 7)) restarts += 1;
      else if (code !== 0 && code !== 0xff) return from + at;
    }
    // Its last byte may begin a mark.
    from += last;
  }
}
