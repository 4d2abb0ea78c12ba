import { type FfmpegRunner, inputArgs, isInterruption, type Orientation } from '@app/media';
import { sourceRefused } from '../../render-proxy.errors';
import type { MediaFile } from '../scene/scene';

/** Turns a stored picture upright. */
const UPRIGHT: Readonly<Record<Orientation, string | undefined>> = {
  1: undefined,
  2: 'hflip',
  3: 'hflip,vflip',
  4: 'vflip',
  5: 'transpose=cclock_flip',
  6: 'transpose=clock',
  7: 'transpose=clock_flip',
  8: 'transpose=cclock',
};

/**
 * Decodes a still with ffmpeg because the canvas does not read its format, or not its orientation.
 * @returns the path of a PNG in the same folder
 * @throws render_source_refused when this ffmpeg cannot decode it; ffmpeg_failed when it was ended from outside
 */
export async function convertStill(
  file: Pick<MediaFile, 'path' | 'demuxer'>,
  orientation: Orientation,
  ffmpeg: FfmpegRunner,
  signal: AbortSignal,
): Promise<string> {
  const path = `${file.path}.png`;
  const upright = UPRIGHT[orientation];
  const turned = upright ? ['-vf', upright] : [];
  const picture = ['-map', '0:v:0', '-frames:v', '1', ...turned, '-c:v', 'png'];
  const output = ['-f', 'image2', '-update', '1', '-y', path];
  // Some versions of ffmpeg rotate TIFF and PNG by themselves, others do not.
  const run = await ffmpeg.run([...inputArgs(file, ['-noautorotate']), ...picture, ...output], { signal });
  await run.finished.catch((cause: unknown) => {
    signal.throwIfAborted();
    if (isInterruption(cause)) throw cause;
    throw sourceRefused('is an image that this server cannot decode; provide PNG, JPEG or WebP.', { cause });
  });
  return path;
}
