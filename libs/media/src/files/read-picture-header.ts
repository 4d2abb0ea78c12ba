import { type FileHandle, open } from 'node:fs/promises';
import type { Size } from '../canvas/geometry';
import { isPng, PNG_SIGNATURE_BYTES, pngChunks } from './png-chunks';
import { readAt } from './read-at';

/** What a picture declares about itself, as it is stored. */
export interface PictureHeader extends Size {
  /** Whether some of its pixels may be transparent. */
  hasAlpha: boolean;
}

/** Real files have a few dozen. */
const MOST_PARTS = 1_000;
const PNG_COLORS = { grey: 0, rgb: 2 } as const;
/** Baseline, extended and progressive frames: what cameras and programs write, and what every decoder reads. */
const USUAL_FRAMES: readonly number[] = [0xc0, 0xc1, 0xc2];
/** Codes of other frames, which are followed by a size as well; the three that are left out are no frames. */
const isFrame = (code: number) => code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code);

/**
 * Reads the header of a JPEG or PNG of the usual kinds, for which ffprobe would have to be started and would decode the
 * picture.
 * @returns undefined for all other files
 */
export async function readPictureHeader(path: string): Promise<PictureHeader | undefined> {
  const file = await open(path);
  try {
    const head = await readAt(file, 0, PNG_SIGNATURE_BYTES);
    const found = isPng(head) ? await headerOfPng(file) : await headerOfJpeg(file, head);
    return found && found.width > 0 && found.height > 0 ? found : undefined;
  } finally {
    await file.close();
  }
}

async function headerOfPng(file: FileHandle): Promise<PictureHeader | undefined> {
  const header = await readAt(file, PNG_SIGNATURE_BYTES, 25);
  if (header.length < 25 || header.toString('latin1', 4, 8) !== 'IHDR') return undefined;
  const [depth, color] = [header.readUInt8(16), header.readUInt8(17)];
  const isOpaque = (color === PNG_COLORS.grey && depth > 1) || color === PNG_COLORS.rgb;
  const hasAlpha = !isOpaque || (await namesTransparentColor(file));
  return { width: header.readUInt32BE(8), height: header.readUInt32BE(12), hasAlpha };
}

/** True also for a file without pixels, or with more chunks than real ones have. */
async function namesTransparentColor(file: FileHandle): Promise<boolean> {
  for await (const { name } of pngChunks(file, MOST_PARTS)) {
    if (name === 'IDAT') return false;
    if (name === 'tRNS') return true;
  }
  return true;
}

async function headerOfJpeg(file: FileHandle, head: Buffer): Promise<PictureHeader | undefined> {
  if (head[0] !== 0xff || head[1] !== 0xd8) return undefined;
  for (let [parts, at] = [0, 2]; parts < MOST_PARTS; parts++) {
    const part = await readAt(file, at, 10);
    const code = part[1] ?? 0;
    if (part.length < 10 || part[0] !== 0xff) return undefined;
    if (isFrame(code)) {
      const isUsual = USUAL_FRAMES.includes(code) && part[4] === 8 && [1, 3].includes(part[9] ?? 0);
      return isUsual ? { width: part.readUInt16BE(7), height: part.readUInt16BE(5), hasAlpha: false } : undefined;
    }
    at += 2 + part.readUInt16BE(2);
  }
  return undefined;
}
