import type { Voice } from '../scene/scene';
import { downmix } from './downmix';
import { inputArgs } from './video-chain';

/** Samples a second of the mix. */
export const SAMPLE_RATE = 48_000;

/** Arguments that deliver one voice as 48 kHz stereo floats on `pipe:1`, at its own speed and full volume. */
export function voiceArgs({ file, trim, speed, length }: Voice): string[] {
  const seek = trim > 0 ? ['-ss', trim.toFixed(6)] : [];
  const stereo = downmix(file.channels ?? 2, file.channelLayout);
  const filters = [...stereo, ...tempo(speed), `aresample=${SAMPLE_RATE}:async=1:first_pts=0`];
  const wanted = ['-t', (length * speed + 0.1).toFixed(6)];
  return [
    ...inputArgs(file, [...seek, ...wanted]),
    '-map',
    '0:a:0',
    '-af',
    filters.join(','),
    '-ac',
    '2',
    '-f',
    'f32le',
    'pipe:1',
  ];
}

/** One atempo does 0.5 to 2 well; further away they are chained. */
function tempo(speed: number): string[] {
  if (speed === 1) return [];
  const steps = Math.max(1, Math.ceil(Math.abs(Math.log2(speed))));
  return Array.from({ length: steps }, () => `atempo=${(speed ** (1 / steps)).toFixed(6)}`);
}
