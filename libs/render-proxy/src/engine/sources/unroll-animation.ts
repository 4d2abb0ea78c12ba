import { type FfmpegRunner, inputArgs, type Size } from '@app/media';
import type { MediaFile } from '../scene/scene';

/** Longest list of pictures that is read, in characters. */
const LONGEST_LIST = 1_000_000;
/** Pictures per second where the times of an animation have no larger common step. */
const FINEST_RATE = 50;
/** Pixels that all pictures of an unrolled animation may have together. */
const MOST_PIXELS = 4e9;

export interface AnimationGrid {
  /** Pictures at a constant rate that together last as long as the animation. */
  frames: number;
  milliseconds: number;
}

export interface UnrollTools {
  ffmpeg: FfmpegRunner;
  signal: AbortSignal;
  /** A film that grows beyond this ends there. */
  maxBytes: number;
}

/** Arguments of a lossless film with transparency. */
export const filmArgs = (path: string, maxBytes: number): string[] => [
  '-c:v',
  'qtrle',
  '-g',
  '250',
  '-fs',
  String(maxBytes),
  '-f',
  'mov',
  '-y',
  path,
];

/**
 * Turns an animated picture into a film at a constant rate, lossless and with transparency. Such a film loops
 * seamlessly: its last picture lasts as long as the file declares, unlike with ffmpeg's own looping of a GIF.
 * @returns undefined for a file with a single picture
 */
export async function unrollAnimation(
  file: Pick<MediaFile, 'path' | 'demuxer'>,
  size: Size,
  { ffmpeg, signal, maxBytes }: UnrollTools,
): Promise<Pick<MediaFile, 'path' | 'seconds'> | undefined> {
  const grid = gridOf(await listDelays(file, ffmpeg, signal), size);
  if (!grid) return undefined;
  const path = `${file.path}.mov`;
  const rate = `${grid.frames * 1_000}/${grid.milliseconds}`;
  const steady = `setpts=PTS-STARTPTS,fps=${rate}:start_time=0,tpad=stop_mode=clone:stop=-1,trim=end_frame=${grid.frames}`;
  const film = ['-map', '0:v:0', '-vf', `${steady},format=argb`, ...filmArgs(path, maxBytes)];
  await (await ffmpeg.run([...inputArgs(file), ...film], { signal })).finished;
  return { path, seconds: grid.milliseconds / 1_000 };
}

/**
 * The frame rate that an animation needs: one frame per common step of its delays (in milliseconds), bounded. Undefined
 * for a single picture.
 */
export function gridOf(delays: readonly number[], { width, height }: Size): AnimationGrid | undefined {
  const milliseconds = delays.reduce((sum, delay) => sum + delay, 0);
  if (delays.length < 2 || milliseconds === 0) return undefined;
  const step = delays.reduce(commonStep);
  const wanted = step >= 1_000 / FINEST_RATE ? milliseconds / step : (milliseconds * FINEST_RATE) / 1_000;
  const affordable = Math.max(delays.length, MOST_PIXELS / Math.max(1, width * height));
  return { frames: Math.max(2, Math.round(Math.min(wanted, affordable))), milliseconds };
}

function commonStep(a: number, b: number): number {
  return b === 0 ? a : commonStep(b, a % b);
}

/** How long each picture shows, in whole milliseconds. */
async function listDelays(
  file: Pick<MediaFile, 'path' | 'demuxer'>,
  ffmpeg: FfmpegRunner,
  signal: AbortSignal,
): Promise<number[]> {
  const list = ['-map', '0:v:0', '-c', 'copy', '-f', 'framecrc', 'pipe:1'];
  const run = await ffmpeg.run([...inputArgs(file), ...list], { signal });
  let text = '';
  run.output.setEncoding('latin1').on('data', (chunk: string) => {
    if (text.length < LONGEST_LIST) text += chunk;
  });
  await run.finished;
  const [, numerator = 1, denominator = 1] = /^#tb 0: (\d+)\/(\d+)/m.exec(text)?.map(Number) ?? [];
  const millisecond = (1_000 * numerator) / denominator;
  return text.split('\n').flatMap((line) => {
    // Stream, decoding time, time, duration, bytes, checksum.
    const duration = Number(/^0, *-?\d+, *-?\d+, *(\d+),/.exec(line)?.[1] ?? 0);
    return duration > 0 ? [Math.round(duration * millisecond)] : [];
  });
}
