import { rm, stat } from 'node:fs/promises';
import { type FfmpegRunner, inputArgs, isInterruption } from '@app/media';
import type { MediaFile } from '../scene/scene';

/**
 * Copies the first picture and the first sound of a file, without encoding, into a container that records its length
 * and its key frames. Decoding can then begin at the key frame before any moment. Removes the original.
 * @returns undefined when the streams do not fit into the new container; the original is then used unchanged
 * @throws ffmpeg_failed when ffmpeg was ended from outside
 */
export async function rewriteContainer(
  file: Pick<MediaFile, 'path' | 'demuxer'>,
  ffmpeg: FfmpegRunner,
  signal: AbortSignal,
): Promise<Pick<MediaFile, 'path' | 'demuxer'> | undefined> {
  const path = `${file.path}.mkv`;
  const input = inputArgs(file, ['-fflags', '+genpts']);
  const copy = ['-map', '0:V:0?', '-map', '0:a:0?', '-c', 'copy', '-f', 'matroska', '-y', path];
  try {
    await (await ffmpeg.run([...input, ...copy], { signal })).finished;
    if ((await stat(path)).size === 0) return undefined;
  } catch (error) {
    signal.throwIfAborted();
    if (isInterruption(error)) throw error;
    await rm(path, { force: true });
    return undefined;
  }
  await rm(file.path, { force: true });
  return { path, demuxer: 'matroska' };
}
