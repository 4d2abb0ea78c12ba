import { type FfmpegRun, type FfmpegRunner, PipeReader } from '@app/media';
import { SAMPLE_RATE, voiceArgs } from '../graph/sound-args';
import { valueAt } from '../scene/keyframes';
import type { Voice } from '../scene/scene';

const BLOCK = SAMPLE_RATE / 10;
/** One sample of both channels. */
export const FRAME_BYTES = 8;
/** The gain is evaluated this often and changes linearly in between: 5 ms. */
const GAIN_STEP = SAMPLE_RATE / 200;
/** Samples by which decoders start before they are heard, while no more than these are open. */
const AHEAD = SAMPLE_RATE;
const MOST_AHEAD = 16;
const FADE_SECONDS = 2;

/**
 * Mixes the voices of a stretch of the timeline, sample by sample. Each decoder runs only while its voice is audible,
 * so the number of voices in an edit does not matter, only that of voices at one moment. Yields blocks of 48 kHz stereo
 * floats that together last exactly from `start` to `end` seconds.
 */
export async function* mixSound(
  voices: readonly Voice[],
  start: number,
  end: number,
  ffmpeg: FfmpegRunner,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const total = Math.round((end - start) * SAMPLE_RATE);
  const waiting = voices.flatMap((voice) => cutTo(voice, start, end) ?? []).sort((a, b) => a.first - b.first);
  let playing: PlayingVoice[] = [];
  const openBefore = async (sample: number) => {
    if (!waiting[0] || waiting[0].first >= sample) return undefined;
    const part = waiting.shift() as Part;
    const voice = new PlayingVoice(part, await ffmpeg.run(voiceArgs(part.voice), { signal }));
    playing.push(voice);
    return voice;
  };
  try {
    for (let at = 0; at < total; at += BLOCK) {
      while (playing.length < MOST_AHEAD && (await openBefore(at + BLOCK + AHEAD)));
      const samples = Math.min(BLOCK, total - at);
      const mix = new Float32Array(samples * 2);
      for (const voice of playing) await voice.addTo(mix, at);
      playing = playing.filter((voice) => !voice.isOver(at + samples));
      for (let voice = await openBefore(at + BLOCK); voice; voice = await openBefore(at + BLOCK)) {
        await voice.addTo(mix, at);
        if (voice.isOver(at + samples)) playing.pop();
      }
      yield Buffer.from(mix.buffer);
    }
  } finally {
    for (const voice of playing) voice.stop();
  }
}

/**
 * A voice inside the stretch: `first` and `last` are samples of the stretch, `skipped` the seconds of the clip before
 * it.
 */
interface Part {
  voice: Voice;
  first: number;
  last: number;
  skipped: number;
  /** Length of the whole clip, for its fades. */
  clipSeconds: number;
}

function cutTo(voice: Voice, start: number, end: number): Part | undefined {
  const skipped = Math.max(0, start - voice.start);
  const first = Math.round((voice.start + skipped - start) * SAMPLE_RATE);
  const last = Math.round((Math.min(end, voice.start + voice.length) - start) * SAMPLE_RATE);
  if (last <= first) return undefined;
  const length = (last - first) / SAMPLE_RATE;
  return {
    voice: { ...voice, trim: voice.trim + skipped * voice.speed, length },
    first,
    last,
    skipped,
    clipSeconds: voice.length,
  };
}

class PlayingVoice {
  private ended = false;
  private readonly reader: PipeReader;

  constructor(
    private readonly part: Part,
    private readonly run: FfmpegRun,
  ) {
    this.reader = new PipeReader(run.output);
  }

  /** Adds what is audible in the block that begins at sample `at`. */
  async addTo(mix: Float32Array, at: number): Promise<void> {
    const from = Math.max(at, this.part.first);
    const to = Math.min(at + mix.length / 2, this.part.last);
    if (to <= from || this.ended) return;
    const bytes = await this.reader.read((to - from) * FRAME_BYTES);
    // A decoder that fails ends its output as well: `finished` tells the two apart.
    if (bytes?.length !== (to - from) * FRAME_BYTES) await this.run.finished;
    this.ended = bytes === undefined;
    if (bytes) this.add(mix, at, from, toFloats(bytes));
  }

  isOver(at: number): boolean {
    if (at < this.part.last && !this.ended) return false;
    this.stop();
    return true;
  }

  stop(): void {
    this.reader.close();
    this.run.stop();
  }

  private add(mix: Float32Array, at: number, from: number, samples: Float32Array): void {
    const frames = samples.length / 2;
    for (let step = 0; step < frames; step += GAIN_STEP) {
      const length = Math.min(GAIN_STEP, frames - step);
      const before = this.gain(from + step);
      const slope = (this.gain(from + step + length) - before) / length;
      for (let index = 0; index < length; index++) {
        const gain = before + slope * index;
        const source = (step + index) * 2;
        const target = (from - at + step + index) * 2;
        mix[target] = (mix[target] ?? 0) + (samples[source] ?? 0) * gain;
        mix[target + 1] = (mix[target + 1] ?? 0) + (samples[source + 1] ?? 0) * gain;
      }
    }
  }

  private gain(sample: number): number {
    const { voice, first, skipped, clipSeconds } = this.part;
    const seconds = skipped + (sample - first) / SAMPLE_RATE;
    const fade = Math.min(FADE_SECONDS, clipSeconds / 2);
    const rising = voice.fade === 'fadeIn' || voice.fade === 'fadeInFadeOut' ? seconds / fade : 1;
    const falling = voice.fade === 'fadeOut' || voice.fade === 'fadeInFadeOut' ? (clipSeconds - seconds) / fade : 1;
    return (
      Math.max(0, valueAt(voice.volume, seconds)) * Math.min(1, Math.max(0, rising)) * Math.min(1, Math.max(0, falling))
    );
  }
}

function toFloats(bytes: Buffer): Float32Array {
  const whole = bytes.length - (bytes.length % FRAME_BYTES);
  return new Float32Array(bytes.buffer, bytes.byteOffset, whole / 4);
}
