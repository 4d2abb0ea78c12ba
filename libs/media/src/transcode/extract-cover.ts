import type { FfmpegRunner } from '../ffmpeg/ffmpeg-runner';
import { inputArgs } from '../ffmpeg/input-args';

export interface CoverOrder {
  /** A file made by `produceRenditions`. */
  path: string;
  /** Seconds; all times after the end mean the last frame. */
  seconds: number;
  /** The JPEG to write. */
  file: string;
  signal?: AbortSignal;
}

/** Seconds before the end at which every file has a frame. */
const LAST = 0.2;
const LIMITS = { processorSeconds: 60, memoryMb: 1_500 };

/** The moment that a cover shows, in seconds; a moment after the end means the last frame. */
export const coverMoment = (seconds: number, videoSeconds: number): number =>
  Math.max(0, Math.min(seconds, videoSeconds - LAST));

/**
 * Writes the frame of a rendition at a time.
 * @param videoSeconds length of the rendition
 */
export async function extractCover(
  { path, seconds, file, signal }: CoverOrder,
  videoSeconds: number,
  ffmpeg: FfmpegRunner,
): Promise<void> {
  const moment = coverMoment(seconds, videoSeconds);
  const jpeg = 'scale=in_color_matrix=bt709:out_color_matrix=bt601:out_range=pc,format=yuvj420p';
  const input = inputArgs({ path, demuxer: 'mov' }, ['-ss', moment.toFixed(3)]);
  const output = ['-map', '0:v:0', '-frames:v', '1', '-vf', jpeg, '-c:v', 'mjpeg', '-q:v', '2', '-f', 'image2'];
  const run = await ffmpeg.run([...input, ...output, '-update', '1', '-y', file], {
    limits: LIMITS,
    ...(signal && { signal }),
  });
  run.output.resume();
  await run.finished;
}
