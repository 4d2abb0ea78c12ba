import { type Image, loadImage } from '@napi-rs/canvas';
import { mediaTooExpensive } from '../media.errors';
import type { Size } from './geometry';
import { releasePixels } from './release-pixels';

/**
 * Decodes a picture for as long as it is used, and then frees its pixels at once: the garbage collector sees only the
 * small object that holds them.
 * @param size that the picture declares
 * @throws media_too_expensive when the system refuses the memory, otherwise the decoder's error
 */
export async function withImage<Result>(bytes: Buffer, size: Size, use: (image: Image) => Result): Promise<Result> {
  const image = await loadImage(bytes).catch((cause: unknown) => {
    throw hasRoomFor(size) ? cause : mediaTooExpensive('needs more memory than is left for the render.', { cause });
  });
  try {
    return use(image);
  } finally {
    image.onerror = undefined;
    image.src = Buffer.alloc(0);
  }
}

/** The canvas calls a picture for which the system refuses memory one of an unknown type. Nothing touches this memory. */
function hasRoomFor({ width, height }: Size): boolean {
  try {
    releasePixels(new Uint8Array(width * height * 4));
    return true;
  } catch {
    return false;
  }
}
