import { readFile } from 'node:fs/promises';
import type { Size } from './geometry';
import { withImage } from './with-image';

/** Names, in JPEG, WebP and PNG, of the block that may rotate a picture. */
const ORIENTATION_BLOCKS = ['Exif\0', 'EXIF', 'eXIf'];

/**
 * The size of a picture as the canvas draws it, rotated according to its EXIF block. Decodes the picture.
 * @param stored its size without the rotation
 */
export async function measureImage(path: string, stored: Size): Promise<Size> {
  return withImage(await readFile(path), stored, ({ width, height }) => ({ width, height }));
}

/** Whether any part of the file may declare a rotation. */
export async function mayBeTurned(path: string): Promise<boolean> {
  const bytes = await readFile(path);
  return ORIENTATION_BLOCKS.some((name) => bytes.includes(name, 0, 'latin1'));
}

/** Bytes of an `ispe` box from its type to its last number. */
const EXTENT_BYTES = 16;

/** Pixels of the largest picture that an AVIF declares; 0 when it declares none. Decodes nothing. */
export async function declaredPixels(path: string): Promise<number> {
  const bytes = await readFile(path);
  const next = (from: number) => bytes.indexOf('ispe', from, 'latin1');
  let most = 0;
  for (let at = next(0); at >= 0 && at + EXTENT_BYTES <= bytes.length; at = next(at + EXTENT_BYTES))
    most = Math.max(most, bytes.readUInt32BE(at + 8) * bytes.readUInt32BE(at + 12));
  return most;
}
