import { open } from 'node:fs/promises';
import type { Size } from '../canvas/geometry';
import { unreadableMedia } from '../media.errors';

/** One picture of an animated WebP: a part of the canvas and how to draw it. Pixels and milliseconds. */
export interface WebpFrame extends Size {
  x: number;
  y: number;
  milliseconds: number;
  /** Whether it is drawn over the existing pixels; otherwise it replaces them. */
  blends: boolean;
  /** Whether its part of the canvas becomes transparent afterwards. */
  clears: boolean;
  /** Position of its data in the file. */
  at: number;
  bytes: number;
}

export interface WebpAnimation extends Size {
  frames: WebpFrame[];
}

/** Maximum number of chunks in the file, most of which are pictures. */
const MOST_CHUNKS = 10_000;
const MOST_FRAME_BYTES = 100_000_000;
const CHUNK_HEADER = 8;
const FRAME_HEADER = 16;
const HAS_ANIMATION = 0x02;
const HAS_ALPHA = 0x10;
const CLEARS = 0x01;
const REPLACES = 0x02;

const damaged = () => unreadableMedia('is a damaged animated WebP.');

/**
 * The pictures of an animated WebP, which ffmpeg before version 8 does not read.
 * @returns undefined for a WebP with a single picture
 * @throws unreadable_media
 */
export async function readWebpAnimation(path: string): Promise<WebpAnimation | undefined> {
  const file = await open(path);
  try {
    const read = async (at: number, length: number) =>
      (await file.read(Buffer.alloc(length), 0, length, at)).buffer as Buffer;
    const head = await read(12, CHUNK_HEADER + 10);
    if (head.toString('latin1', 0, 4) !== 'VP8X' || !((head[CHUNK_HEADER] ?? 0) & HAS_ANIMATION)) return undefined;
    const size = sizeAt(head, CHUNK_HEADER + 4);
    const frames: WebpFrame[] = [];
    const { size: end } = await file.stat();
    for (let at = 12, chunks = 1; at + CHUNK_HEADER <= end; chunks += 1) {
      if (chunks > MOST_CHUNKS) throw unreadableMedia(`has more than ${MOST_CHUNKS} pictures.`);
      const chunk = await read(at, CHUNK_HEADER + FRAME_HEADER);
      const bytes = chunk.readUInt32LE(4);
      if (chunk.toString('latin1', 0, 4) === 'ANMF') frames.push(frameOf(chunk, at, bytes, size));
      at += CHUNK_HEADER + bytes + (bytes % 2);
    }
    if (frames.length === 0 || frames.some((frame) => frame.at + frame.bytes > end)) throw damaged();
    return { ...size, frames };
  } finally {
    await file.close();
  }
}

/**
 * One picture of the animation as a separate WebP, which every decoder reads.
 * @throws unreadable_media when the picture does not have the size that the animation declares
 */
export async function readWebpFrame(path: string, frame: WebpFrame): Promise<Buffer> {
  const data = Buffer.alloc(frame.bytes);
  const file = await open(path);
  try {
    await file.read(data, 0, frame.bytes, frame.at);
  } finally {
    await file.close();
  }
  const hasAlpha = data.toString('latin1', 0, 4) === 'ALPH';
  const alphaBytes = hasAlpha ? data.readUInt32LE(4) : 0;
  const picture = data.subarray(hasAlpha ? CHUNK_HEADER + alphaBytes + (alphaBytes % 2) : 0);
  const { width, height } = pictureSize(picture);
  if (width !== frame.width || height !== frame.height) throw damaged();
  const extended = hasAlpha ? extendedHeader(frame) : Buffer.alloc(0);
  const riff = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  riff.writeUInt32LE(4 + extended.length + data.length, 4);
  return Buffer.concat([riff, extended, data]);
}

function frameOf(chunk: Buffer, at: number, bytes: number, canvas: Size): WebpFrame {
  const flags = chunk[CHUNK_HEADER + 15] ?? 0;
  const frame = {
    x: chunk.readUIntLE(CHUNK_HEADER, 3) * 2,
    y: chunk.readUIntLE(CHUNK_HEADER + 3, 3) * 2,
    ...sizeAt(chunk, CHUNK_HEADER + 6),
    milliseconds: chunk.readUIntLE(CHUNK_HEADER + 12, 3),
    blends: (flags & REPLACES) === 0,
    clears: (flags & CLEARS) !== 0,
    at: at + CHUNK_HEADER + FRAME_HEADER,
    bytes: bytes - FRAME_HEADER,
  };
  const fits = frame.x + frame.width <= canvas.width && frame.y + frame.height <= canvas.height;
  if (!fits || frame.bytes <= CHUNK_HEADER || frame.bytes > MOST_FRAME_BYTES) throw damaged();
  return frame;
}

/** Two 24-bit numbers, each stored as one less than its value. */
const sizeAt = (bytes: Buffer, at: number): Size => ({
  width: bytes.readUIntLE(at, 3) + 1,
  height: bytes.readUIntLE(at + 3, 3) + 1,
});

/** The size that the decoder will find in the header of the lossless or the lossy form. */
function pictureSize(chunk: Buffer): Size {
  const name = chunk.toString('latin1', 0, 4);
  if (name === 'VP8L' && chunk.length >= CHUNK_HEADER + 5) {
    const bits = chunk.readUInt32LE(CHUNK_HEADER + 1);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (name !== 'VP8 ' || chunk.length < CHUNK_HEADER + 10) throw damaged();
  return {
    width: chunk.readUInt16LE(CHUNK_HEADER + 6) & 0x3fff,
    height: chunk.readUInt16LE(CHUNK_HEADER + 8) & 0x3fff,
  };
}

function extendedHeader({ width, height }: Size): Buffer {
  const header = Buffer.alloc(CHUNK_HEADER + 10);
  header.write('VP8X', 'latin1');
  header.writeUInt32LE(10, 4);
  header[CHUNK_HEADER] = HAS_ALPHA;
  header.writeUIntLE(width - 1, CHUNK_HEADER + 4, 3);
  header.writeUIntLE(height - 1, CHUNK_HEADER + 7, 3);
  return header;
}
