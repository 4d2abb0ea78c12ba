import { readFile } from 'node:fs/promises';

/** EXIF's number for how a picture is stored: 1 is upright, 2 to 8 are mirrored or rotated; from 5 on, width and height are swapped. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const ORIENTATION_TAG = 0x0112;
const PNG_HEADER_BYTES = 8;
/** Real files have a few dozen. */
const MOST_CHUNKS = 10_000;

/** Reads it from a PNG or TIFF file: neither the canvas nor ffmpeg applies it there. Other files count as upright. */
export async function readOrientation(path: string): Promise<Orientation> {
  const bytes = await readFile(path);
  const block = bytes.toString('latin1', 1, 4) === 'PNG' ? exifOfPng(bytes) : bytes;
  return block ? orientationIn(block) : 1;
}

function exifOfPng(bytes: Buffer): Buffer | undefined {
  let at = PNG_HEADER_BYTES;
  for (let chunks = 0; chunks < MOST_CHUNKS && at + 12 <= bytes.length; chunks++) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'eXIf') return bytes.subarray(at + 8, at + 8 + length);
    at += length + 12;
  }
  return undefined;
}

/** @param tiff a TIFF structure: a header, then the directory with the tag */
function orientationIn(tiff: Buffer): Orientation {
  const order = tiff.toString('latin1', 0, 2);
  if ((order !== 'II' && order !== 'MM') || tiff.length < 10) return 1;
  const word = (at: number) => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number) => (order === 'II' ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const directory = long(4);
  if (directory + 2 > tiff.length) return 1;
  const entries = word(directory);
  for (let index = 0; index < entries; index++) {
    const at = directory + 2 + index * 12;
    if (at + 12 > tiff.length) return 1;
    if (word(at) !== ORIENTATION_TAG) continue;
    const value = word(at + 8);
    return value >= 1 && value <= 8 ? (value as Orientation) : 1;
  }
  return 1;
}
