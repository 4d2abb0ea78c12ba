import { type FfmpegRunner, inputArgs } from '@app/media';
import { sourceRefused } from '../../render-proxy.errors';
import type { MediaFile } from '../scene/scene';

/**
 * Decodes a still with ffmpeg because the canvas does not read its format.
 * @returns the path of a PNG in the same folder
 * @throws render_source_refused when this ffmpeg cannot decode it
 */
export async function convertStill(
  file: Pick<MediaFile, 'path' | 'demuxer'>,
  ffmpeg: FfmpegRunner,
  signal: AbortSignal,
): Promise<string> {
  const path = `${file.path}.png`;
  const picture = ['-map', '0:v:0', '-frames:v', '1', '-c:v', 'png', '-f', 'image2', '-update', '1', '-y', path];
  const run = await ffmpeg.run([...inputArgs(file), ...picture], { signal });
  await run.finished.catch((cause: unknown) => {
    signal.throwIfAborted();
    throw sourceRefused('is an image that this server cannot decode; provide PNG, JPEG or WebP.', { cause });
  });
  return path;
}
