import { join } from 'node:path';
import type { FfmpegRunner } from '../ffmpeg/ffmpeg-runner';
import { inputArgs } from '../ffmpeg/input-args';

export interface CoverOrder {
  /** A file made by `produceRenditions`. */
  path: string;
  /** Seconds; all times after the end mean the last frame. */
  seconds: number;
  folder: string;
  signal?: AbortSignal;
}

/** Seconds before the end at which every file has a frame. */
const LAST = 0.2;
const LIMITS = { processorSeconds: 60, memoryMb: 1_500 };

/**
 * The frame of a rendition at a time, as `cover.jpg` in the folder.
 * @param videoSeconds length of the rendition
 */
export async function extractCover(
  { path, seconds, folder, signal }: CoverOrder,
  videoSeconds: number,
  ffmpeg: FfmpegRunner,
): Promise<string> {
  const moment = Math.max(0, Math.min(seconds, videoSeconds - LAST));
  const cover = join(folder, 'cover.jpg');
  const jpeg = 'scale=in_color_matrix=bt709:out_color_matrix=bt601:out_range=pc,format=yuvj420p';
  const input = inputArgs({ path, demuxer: 'mov' }, ['-ss', moment.toFixed(3)]);
  const output = ['-map', '0:v:0', '-frames:v', '1', '-vf', jpeg, '-c:v', 'mjpeg', '-q:v', '2', '-f', 'image2'];
  const run = await ffmpeg.run([...input, ...output, '-update', '1', '-y', cover], {
    limits: LIMITS,
    ...(signal && { signal }),
  });
  await run.finished;
  return cover;
}
