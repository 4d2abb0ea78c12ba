import { downmix, inputArgs } from '@app/media';
import type { Voice } from '../scene/scene';

/** Samples per second of the mix. */
export const SAMPLE_RATE = 48_000;

/**
 * Turns pauses between packets, and a late start, into silence. The filters that change the tempo count samples and
 * would swallow them.
 */
const FILLED = `aresample=${SAMPLE_RATE}:async=1:first_pts=0`;

/** A stretch of a voice, in samples of the mix. */
export interface VoicePart {
  voice: Voice;
  samples: number;
}

/**
 * Arguments that deliver voices one after the other as 48 kHz stereo floats on `pipe:1`, at their own speed and full
 * volume. A source that ends early is followed by silence.
 */
export function voiceArgs(parts: readonly VoicePart[]): string[] {
  const chains = parts.map((part, index) => `[${index}:a:0]${voiceChain(part)}[v${index}]`);
  const all = parts.map((_, index) => `[v${index}]`).join('');
  const graph = [...chains, `${all}concat=n=${parts.length}:v=0:a=1[out]`].join(';\n');
  return [...parts.flatMap(voiceInput), '-filter_complex', graph, '-map', '[out]', '-f', 'f32le', 'pipe:1'];
}

function voiceInput({ voice: { file, trim, speed, length } }: VoicePart): string[] {
  const seek = trim > 0 ? ['-ss', trim.toFixed(6)] : [];
  return inputArgs(file, [...seek, '-t', (length * speed + 0.1).toFixed(6)]);
}

function voiceChain({ voice: { file, speed }, samples }: VoicePart): string {
  const stereo = downmix(file.channels ?? 2, file.channelLayout);
  const alike = `aformat=sample_fmts=flt:sample_rates=${SAMPLE_RATE}:channel_layouts=stereo`;
  const exact = [`apad=whole_len=${samples}`, `atrim=end_sample=${samples}`];
  return [...stereo, FILLED, ...tempo(speed), alike, ...exact].join(',');
}

/**
 * The filter's window covers 21 ms: the shortest that leaves deep tones clean. At the sample rate of the mix it would
 * be twice as long.
 */
const TEMPO_RATE = SAMPLE_RATE / 2;
/**
 * Milliseconds by which that window moves a sound forward at speed 1, measured; inversely proportional to the speed.
 */
const BROUGHT_FORWARD = 10;

/**
 * One atempo handles 0.5 to 2 well; speeds outside that range need a chain. A delay after each restores the original
 * moment of the sounds.
 */
function tempo(speed: number): string[] {
  if (speed === 1) return [];
  const steps = Math.max(1, Math.ceil(Math.abs(Math.log2(speed))));
  const factor = speed ** (1 / steps);
  const delay = Math.round((BROUGHT_FORWARD / factor / 1_000) * SAMPLE_RATE);
  const one = [
    `asetrate=${TEMPO_RATE}`,
    `atempo=${factor.toFixed(6)}`,
    `asetrate=${SAMPLE_RATE}`,
    `adelay=${delay}S:all=1`,
  ];
  return Array.from({ length: steps }, () => one).flat();
}
