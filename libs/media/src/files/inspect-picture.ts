import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { findJpegEnd } from './jpeg-end';
import { isPng, PNG_SIGNATURE_BYTES, type PngChunk, pngChunks } from './png-chunks';
import { readAt } from './read-at';

/**
 * What the structure of a picture's file tells about its pixels. `unclear` means that only decoding them tells whether
 * all are there.
 */
export type PictureCondition = 'whole' | 'unclear' | 'damaged';

const BLOCK_BYTES = 1 << 20;
/** Of a picture of 100 megapixels in the small chunks that some programs write. */
const MOST_CHUNKS = 100_000;

/**
 * Inspects the structure of a PNG or JPEG, without decoding it; other files count as whole. Reads the file once,
 * a megabyte at a time.
 */
export async function inspectPicture(path: string): Promise<PictureCondition> {
  const file = await open(path);
  try {
    const head = await readAt(file, 0, PNG_SIGNATURE_BYTES);
    if (isPng(head)) return await inspectPng(file);
    if (head[0] === 0xff && head[1] === 0xd8) return (await findJpegEnd(file)) ? 'whole' : 'unclear';
    return 'whole';
  } finally {
    await file.close();
  }
}

async function inspectPng(file: FileHandle): Promise<PictureCondition> {
  for await (const chunk of pngChunks(file, MOST_CHUNKS)) {
    if (chunk.name === 'IEND') return 'whole';
    const isCritical = /^[A-Z]/.test(chunk.name);
    if (isCritical && (await isIntact(file, chunk)) === false) return 'damaged';
  }
  return 'unclear';
}

/** Whether the checksum of a chunk is right; undefined when the file ends within it. */
async function isIntact(file: FileHandle, { name, start, bytes }: PngChunk): Promise<boolean | undefined> {
  let sum = crc32(Buffer.from(name, 'latin1'));
  for (let done = 0; done < bytes; done += BLOCK_BYTES) {
    const wanted = Math.min(BLOCK_BYTES, bytes - done);
    const block = await readAt(file, start + done, wanted);
    if (block.length < wanted) return undefined;
    sum = crc32(block, sum);
  }
  const stored = await readAt(file, start + bytes, 4);
  return stored.length < 4 ? undefined : stored.readUInt32BE(0) === sum;
}
