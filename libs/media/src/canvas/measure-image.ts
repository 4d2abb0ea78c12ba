import { readFile } from 'node:fs/promises';
import { loadImage } from '@napi-rs/canvas';
import type { Size } from './geometry';

/** What the block that may turn a picture is called in JPEG, WebP and PNG. */
const ORIENTATION_BLOCKS = ['Exif\0', 'EXIF', 'eXIf'];

/** The size of a picture as the canvas draws it, turned when its EXIF block says so. Decodes the picture. */
export async function measureImage(path: string): Promise<Size> {
  const { width, height } = await loadImage(await readFile(path));
  return { width, height };
}

/** Whether a picture may say, anywhere in the file, that it is to be turned. */
export async function mayBeTurned(path: string): Promise<boolean> {
  const bytes = await readFile(path);
  return ORIENTATION_BLOCKS.some((name) => bytes.includes(name, 0, 'latin1'));
}
