import { type FfmpegRun, type FfmpegRunner, PipeReader } from '@app/media';
import { SAMPLE_RATE, type VoicePart, voiceArgs } from '../graph/sound-args';
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
/**
 * Of the voices that one decoder delivers in turn, because to start one takes as long as to decode a minute. It opens
 * all their files at its start, and the index of a long one takes megabytes: in seconds, what these may last together.
 */
const MOST_IN_TURN = 8;
const LONGEST_TURNS = 20 * SAMPLE_RATE;
const LONGEST_FILES = 1_800;
const FADE_SECONDS = 2;

/**
 * Mixes the voices of a stretch of the timeline, sample by sample. Each decoder runs only while its voices are audible,
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
  const waiting = inTurns(voices.flatMap((voice) => cutTo(voice, start, end) ?? []));
  let playing: PlayingVoices[] = [];
  const openBefore = async (sample: number) => {
    const [parts] = waiting;
    if (!parts?.[0] || parts[0].first >= sample) return undefined;
    waiting.shift();
    const opened = new PlayingVoices(parts, await ffmpeg.run(voiceArgs(parts), { signal }));
    playing.push(opened);
    return opened;
  };
  try {
    for (let at = 0; at < total; at += BLOCK) {
      while (playing.length < MOST_AHEAD && (await openBefore(at + BLOCK + AHEAD)));
      const samples = Math.min(BLOCK, total - at);
      const mix = new Float32Array(samples * 2);
      for (const each of playing) await each.addTo(mix, at);
      playing = playing.filter((each) => !each.isOver(at + samples));
      for (let late = await openBefore(at + BLOCK); late; late = await openBefore(at + BLOCK)) {
        await late.addTo(mix, at);
        if (late.isOver(at + samples)) playing.pop();
      }
      yield Buffer.from(mix.buffer);
    }
  } finally {
    for (const each of playing) each.stop();
  }
}

/**
 * A voice inside the stretch: `first` and `last` are samples of the stretch, `skipped` the seconds of the clip before
 * it.
 */
interface Part extends VoicePart {
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
  const samples = last - first;
  const length = samples / SAMPLE_RATE;
  return {
    samples,
    voice: { ...voice, trim: voice.trim + skipped * voice.speed, length },
    first,
    last,
    skipped,
    clipSeconds: voice.length,
  };
}

/** Groups parts that follow each other, in the order in which the groups begin. */
function inTurns(parts: readonly Part[]): Part[][] {
  const groups: Part[][] = [];
  for (const part of [...parts].sort((a, b) => a.first - b.first)) {
    const group = groups.slice(-MOST_AHEAD).find((each) => isNext(part, each));
    if (group) group.push(part);
    else groups.push([part]);
  }
  return groups;
}

function isNext(part: Part, group: readonly Part[]): boolean {
  const [first, last] = [group[0], group.at(-1)];
  if (!first || !last || group.length >= MOST_IN_TURN) return false;
  const opened = [...group, part].reduce((sum, { voice }) => sum + voice.file.seconds, 0);
  return part.first >= last.last && part.last - first.first <= LONGEST_TURNS && opened <= LONGEST_FILES;
}

/** Voices that one decoder delivers in turn. */
class PlayingVoices {
  private ended = false;
  private readonly reader: PipeReader;

  constructor(
    private readonly parts: readonly Part[],
    private readonly run: FfmpegRun,
  ) {
    this.reader = new PipeReader(run.output);
  }

  /** Adds what is audible in the block that begins at sample `at`. */
  async addTo(mix: Float32Array, at: number): Promise<void> {
    for (const part of this.parts) {
      const from = Math.max(at, part.first);
      const to = Math.min(at + mix.length / 2, part.last);
      if (to <= from || this.ended) continue;
      const bytes = await this.reader.read((to - from) * FRAME_BYTES);
      // A decoder that fails ends its output as well: `finished` tells the two apart.
      if (bytes?.length !== (to - from) * FRAME_BYTES) await this.run.finished;
      this.ended = bytes === undefined;
      if (bytes) addVoice(mix, at, part, from, toFloats(bytes));
    }
  }

  isOver(at: number): boolean {
    const { last = 0 } = this.parts.at(-1) ?? {};
    if (at < last && !this.ended) return false;
    this.stop();
    return true;
  }

  stop(): void {
    this.reader.close();
    this.run.stop();
  }
}

/** Adds samples of a part, the first of them at sample `from`, to the block that begins at sample `at`. */
function addVoice(mix: Float32Array, at: number, part: Part, from: number, samples: Float32Array): void {
  const frames = samples.length / 2;
  for (let step = 0; step < frames; step += GAIN_STEP) {
    const length = Math.min(GAIN_STEP, frames - step);
    const before = gainOf(part, from + step);
    const slope = (gainOf(part, from + step + length) - before) / length;
    for (let index = 0; index < length; index++) {
      const gain = before + slope * index;
      const source = (step + index) * 2;
      const target = (from - at + step + index) * 2;
      mix[target] = (mix[target] ?? 0) + (samples[source] ?? 0) * gain;
      mix[target + 1] = (mix[target + 1] ?? 0) + (samples[source + 1] ?? 0) * gain;
    }
  }
}

function gainOf({ voice, first, skipped, clipSeconds }: Part, sample: number): number {
  const seconds = skipped + (sample - first) / SAMPLE_RATE;
  const fade = Math.min(FADE_SECONDS, clipSeconds / 2);
  const rising = voice.fade === 'fadeIn' || voice.fade === 'fadeInFadeOut' ? seconds / fade : 1;
  const falling = voice.fade === 'fadeOut' || voice.fade === 'fadeInFadeOut' ? (clipSeconds - seconds) / fade : 1;
  return (
    Math.max(0, valueAt(voice.volume, seconds)) * Math.min(1, Math.max(0, rising)) * Math.min(1, Math.max(0, falling))
  );
}

function toFloats(bytes: Buffer): Float32Array {
  const whole = bytes.length - (bytes.length % FRAME_BYTES);
  return new Float32Array(bytes.buffer, bytes.byteOffset, whole / 4);
}
