import { type FileHandle, open } from 'node:fs/promises';
import { isPng, PNG_SIGNATURE_BYTES, pngChunks } from './png-chunks';
import { readAt } from './read-at';

/** EXIF's number for how a picture is stored: 1 is upright, 2 to 8 are mirrored or rotated; from 5 on, width and height are swapped. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const ORIENTATION_TAG = 0x0112;
const COMPRESSION_TAG = 0x0103;
const TILE_WIDTH_TAG = 0x0142;
const JPEG_COMPRESSIONS: readonly number[] = [6, 7];
/** Real files have a few dozen. */
const MOST_CHUNKS = 10_000;
const ENTRY_BYTES = 12;
/** Number of directory entries to examine, in the order of their tags; real files have a few dozen. */
const MOST_ENTRIES = 1_000;

/**
 * Reads the orientation of a PNG or TIFF file: neither the canvas nor ffmpeg applies it there. Other files count as
 * upright. Reads only the headers and the directory, whatever the size of the file.
 */
export async function readOrientation(path: string): Promise<Orientation> {
  const file = await open(path);
  try {
    const head = await readAt(file, 0, PNG_SIGNATURE_BYTES);
    const start = isPng(head) ? await exifOfPng(file) : 0;
    const value = start === undefined ? undefined : await tagAt(file, start, ORIENTATION_TAG);
    return value !== undefined && value >= 1 && value <= 8 ? (value as Orientation) : 1;
  } finally {
    await file.close();
  }
}

/** Whether a TIFF stores its pixels in tiles or as JPEG: ffmpeg delivers a plain area then, and no error. */
export async function isTiledOrJpegTiff(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const isTiled = (await tagAt(file, 0, TILE_WIDTH_TAG)) !== undefined;
    return isTiled || JPEG_COMPRESSIONS.includes((await tagAt(file, 0, COMPRESSION_TAG)) ?? 0);
  } finally {
    await file.close();
  }
}

/** @returns where the TIFF structure begins */
async function exifOfPng(file: FileHandle): Promise<number | undefined> {
  for await (const { name, start } of pngChunks(file, MOST_CHUNKS)) if (name === 'eXIf') return start;
  return undefined;
}

/** @param start of a TIFF structure: a header, then the directory with the tag */
async function tagAt(file: FileHandle, start: number, tag: number): Promise<number | undefined> {
  const head = await readAt(file, start, 8);
  const order = head.toString('latin1', 0, 2);
  if ((order !== 'II' && order !== 'MM') || head.length < 8) return undefined;
  const word = (bytes: Buffer, at: number) => (order === 'II' ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const directory = start + (order === 'II' ? head.readUInt32LE(4) : head.readUInt32BE(4));
  const count = await readAt(file, directory, 2);
  if (count.length < 2) return undefined;
  const entries = await readAt(file, directory + 2, Math.min(MOST_ENTRIES, word(count, 0)) * ENTRY_BYTES);
  for (let at = 0; at + ENTRY_BYTES <= entries.length; at += ENTRY_BYTES) {
    if (word(entries, at) === tag) return word(entries, at + 8);
  }
  return undefined;
}
