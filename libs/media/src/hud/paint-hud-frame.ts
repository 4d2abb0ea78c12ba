import { buffer } from 'node:stream/consumers';
import type { Size } from '../canvas/geometry';
import type { FfmpegRunner } from '../ffmpeg/ffmpeg-runner';
import { composeHud, type Hud } from './compose-hud';
import { hudFilters, writeHudFiles } from './hud-graph';

export interface HudFrame extends Size {
  /** The moment, in seconds of the video. */
  seconds: number;
  /** Length of the whole video. */
  videoSeconds: number;
}

/**
 * One moment of an overlay as a transparent PNG, drawn by the same graph that burns it into a video.
 * @param work a folder for temporary files, which the caller removes
 * @throws ffmpegUnavailable, ffmpegFailed
 */
export async function paintHudFrame(
  hud: Hud,
  { width, height, seconds, videoSeconds }: HudFrame,
  work: { ffmpeg: FfmpegRunner; folder: string; signal?: AbortSignal },
): Promise<Buffer> {
  const moment = Math.round(Math.min(Math.max(0, seconds), videoSeconds) * 100) / 100;
  // Within the hundredth of a second in which the drawing begins.
  const milliseconds = Math.round(moment * 1_000) + 5;
  const composed = await composeHud(
    hud,
    { width, height },
    { videoSeconds, part: { from: moment, to: moment + 0.01 } },
  );
  const files = await writeHudFiles(composed, work.folder, 'preview');
  const canvas = `color=c=black@0:s=${width}x${height}:r=25:d=0.04,format=rgba,settb=1/1000,setpts=PTS+${milliseconds}[canvas]`;
  const filters = [
    canvas,
    ...hudFilters(composed, files, { from: 'canvas', to: 'out', firstInput: 0, keepsAlpha: true }),
  ];
  const args = [...files.inputs, '-filter_complex', filters.join(';'), '-map', '[out]', '-frames:v', '1'];
  const run = await work.ffmpeg.run([...args, '-c:v', 'png', '-f', 'image2pipe', 'pipe:1'], {
    directory: work.folder,
    ...(work.signal && { signal: work.signal }),
  });
  const [png] = await Promise.all([buffer(run.output), run.finished]);
  return png;
}
