import { appendFile, copyFile } from 'node:fs/promises';
import { type FfmpegRunner, inputArgs, inspectPicture, isInterruption, unreadableMedia } from '@app/media';
import type { MediaFile } from '../scene/scene';

const JPEG_END = Buffer.from([0xff, 0xd9]);

/**
 * Refuses a picture that has lost some of its pixels: the canvas draws those black or transparent, and reports nothing.
 * A file whose structure leaves a doubt is decoded once by ffmpeg, which is strict.
 * @returns the path of the file to draw: a JPEG that lacks its end mark gets one in a copy, without which the canvas
 * leaves out its last rows, although they are there
 * @throws unreadable_media; ffmpeg_failed when ffmpeg was ended from outside
 */
export async function wholePicture(
  file: Pick<MediaFile, 'path' | 'demuxer'>,
  extension: string,
  ffmpeg: FfmpegRunner,
  signal: AbortSignal,
): Promise<string> {
  const condition = await inspectPicture(file.path);
  if (condition === 'whole') return file.path;
  const damaged = (cause?: unknown) => unreadableMedia('is a damaged or incomplete image.', { cause });
  if (condition === 'damaged') throw damaged();
  const strict = inputArgs(file, ['-xerror', '-err_detect', 'crccheck+explode']);
  const run = await ffmpeg.run([...strict, '-map', '0:v:0', '-frames:v', '1', '-f', 'null', '-'], { signal });
  await run.finished.catch((cause: unknown) => {
    signal.throwIfAborted();
    if (isInterruption(cause)) throw cause;
    throw damaged(cause);
  });
  if (extension !== 'jpg') return file.path;
  const path = `${file.path}.jpg`;
  await copyFile(file.path, path);
  await appendFile(path, JPEG_END);
  return path;
}
