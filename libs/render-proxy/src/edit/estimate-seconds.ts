import type { InputFault } from '@app/core';
import { lateClips, longestTimeline } from './check-seconds';
import type { Clip, Edit } from './edit';
import { invalidEditOf } from './edit-faults';
import { frameRateOf, isStill } from './output-format';
import { type AssumedLength, resolveTiming, type TimedClip } from './resolve-timing';

/** Assumed seconds of a clip with length `auto` whose source does not reveal its length. */
export const UNKNOWN_CLIP_SECONDS = 60;

export interface EditEstimate {
  /**
   * Length of the result: the part of the timeline that is rendered. 0 for a still. If it depends on sources of unknown
   * length: the length of the range, otherwise the length with `UNKNOWN_CLIP_SECONDS` for each of their clips; at most
   * the maximum.
   */
  seconds: number;
  /** Whether every length is known. */
  isExact: boolean;
  /** Sources whose unknown length matters. */
  unknownSources: string[];
  /** Warnings about parts that the author may not have meant. */
  warnings: InputFault[];
}

/** Seconds of the media, and ends of the captions, by address; undefined, or missing, when unknown. */
export type MediaLengths = ReadonlyMap<string, number | undefined>;

/**
 * The length of an edit's result: exact, except for sources of unknown length.
 * @param lengths of the `decidingSources`
 * @param maxSeconds longest result
 * @throws invalid_edit for contradictory timing, for a range after the end, and for a result that is too long
 */
export function estimateSeconds(edit: Edit, lengths: MediaLengths, maxSeconds: number): EditEstimate {
  const [warnings, faults]: [InputFault[], InputFault[]] = [[], []];
  let isExact = true;
  const naturalLength = (clip: Clip, path: string) => {
    const fault = trimFault(clip, path, lengths);
    if (fault) faults.push(fault);
    const known = naturalSeconds(clip, lengths);
    const assumed = known === undefined ? assumedLength(clip, UNKNOWN_CLIP_SECONDS) : undefined;
    if (assumed) {
      isExact = false;
      warnings.push(...unknownLength(edit, path));
    }
    return known ?? assumed;
  };
  const clips = resolveTiming(edit, naturalLength, (warning) => warnings.push(warning));
  if (isExact) {
    faults.push(...rangeFaults(edit, clips), ...excess(edit, clips, maxSeconds));
    warnings.push(...missedCaptures(edit, clips));
  }
  if (faults.length > 0) throw invalidEditOf(faults);
  return {
    seconds: isExact ? outputSeconds(edit, clips) : Math.min(maxSeconds, assumedOutputSeconds(edit, clips)),
    isExact,
    unknownSources: decidingSources(edit).filter((src) => lengths.get(src) === undefined),
    warnings,
  };
}

/** The result may end before its clip does, unless the edit itself says where it ends. */
function* unknownLength({ output }: Edit, path: string): Generator<InputFault> {
  if (isStill(output) || output.range?.length !== undefined) return;
  const message = `The length of its media is unknown and counts as ${UNKNOWN_CLIP_SECONDS} s. Give \`length\` in seconds if it lasts longer.`;
  yield { path: `${path}.length`, code: 'unknown_length', message };
}

/**
 * A clip that begins after the end of its media. With length `auto` it has no length, which is a fault; with a length of
 * its own it is empty, which causes a warning.
 */
export function trimFault({ asset }: Clip, path: string, lengths: MediaLengths): InputFault | undefined {
  const { whole, trim } = playOf(asset, lengths);
  if (whole === undefined || trim === 0 || trim < whole) return undefined;
  return {
    path: `${path}.asset.trim`,
    code: 'trim_beyond_end',
    message: `${trim} s is beyond the end of the source, which lasts ${whole} s.`,
  };
}

type Timed = readonly Pick<TimedClip, 'start' | 'length'>[];

const endOf = (clips: Timed): number => Math.max(0, ...clips.map(({ start, length }) => start + length));

/** A range that begins after the end of the timeline has nothing to show. */
function* rangeFaults({ output }: Edit, clips: Timed): Generator<InputFault> {
  const { start = 0 } = output.range ?? {};
  const end = endOf(clips);
  if (start === 0 || start < end) return;
  const message = `${start} s is not before the end of the timeline, which lasts ${end} s.`;
  yield { path: 'output.range.start', code: 'range_beyond_end', message };
}

/** Clips that make the result too long, known now that the sources have told their lengths. */
function excess(edit: Edit, clips: readonly TimedClip[], maxSeconds: number): InputFault[] {
  const seconds = longestTimeline(edit, maxSeconds);
  const message = `makes the video longer than ${maxSeconds} s, the maximum.`;
  return seconds === undefined ? [] : lateClips(clips, { seconds, message });
}

/** A picture of a moment of the timeline outside the range shows the first or last frame of the video. */
function* missedCaptures(edit: Edit, clips: Timed): Generator<InputFault> {
  const { start = 0 } = edit.output.range ?? {};
  const end = Number((start + outputSeconds(edit, clips)).toFixed(3));
  for (const name of isStill(edit.output) ? [] : (['poster', 'thumbnail'] as const)) {
    const { capture = 0 } = edit.output[name] ?? {};
    if (capture === 0 || (capture >= start && capture < end)) continue;
    const [code, fault] =
      capture < start
        ? [
            'capture_before_start',
            `before the video, which begins at ${start} s of the timeline: the picture shows its first`,
          ]
        : [
            'capture_beyond_end',
            `not before the end of the video, at ${end} s of the timeline: the picture shows its last`,
          ];
    yield { path: `output.${name}.capture`, code, message: `${capture} s is ${fault} frame.` };
  }
}

/** Length of the output of these clips, in seconds. */
export function outputSeconds({ output }: Pick<Edit, 'output'>, clips: Timed): number {
  if (isStill(output)) return 0;
  const end = endOf(clips);
  const start = output.range?.start ?? 0;
  const { num, den } = frameRateOf(output);
  return Math.max(den / num, Math.min(end, start + (output.range?.length ?? Infinity)) - start);
}

/** Length of the output of clips with placeholders. A range may begin after their end, but not after the real one. */
function assumedOutputSeconds({ output }: Edit, clips: Timed): number {
  if (isStill(output)) return 0;
  return output.range?.length ?? Math.max(UNKNOWN_CLIP_SECONDS, outputSeconds({ output }, clips));
}

/** Natural length of a clip of this media or captions, in seconds: what is left after the trim, at its speed. */
export function naturalSeconds({ asset }: Clip, lengths: MediaLengths): number | undefined {
  const { whole, trim, speed } = playOf(asset, lengths);
  if (whole === undefined) return undefined;
  const seconds = whole - trim;
  return seconds > 0 && speed > 0 ? seconds / speed : undefined;
}

/** Seconds of the source, if they are known, those that are left out at its start, and its speed. */
function playOf(asset: Clip['asset'], lengths: MediaLengths) {
  const src = timedSource(asset);
  const whole = src === undefined ? undefined : lengths.get(src);
  const trim = (isMedia(asset) || asset.type === 'caption' ? asset.trim : undefined) ?? 0;
  const speed = ('speed' in asset ? asset.speed : undefined) ?? 1;
  // Captions cannot be frozen.
  return { whole, trim, speed: isMedia(asset) || speed > 0 ? speed : 1 };
}

/** Address of the file that tells the length of a clip; media that a remote renderer generates have none. */
function timedSource(asset: Clip['asset']): string | undefined {
  if (isMedia(asset)) return 'src' in asset ? asset.src : undefined;
  const isCaption = asset.type === 'caption' || asset.type === 'rich-caption';
  return isCaption && !asset.src.startsWith('alias://') ? asset.src : undefined;
}

type MediaAsset = Extract<Clip['asset'], { type: 'video' | 'audio' | 'luma' }>;
const isMedia = (asset: Clip['asset']): asset is MediaAsset =>
  asset.type === 'video' || asset.type === 'audio' || asset.type === 'luma';

const LASTING: ReadonlySet<string> = new Set([
  'video',
  'audio',
  'luma',
  'caption',
  'rich-caption',
  // Only a remote renderer makes these.
  'text-to-speech',
  'image-to-video',
]);

/**
 * A placeholder for media and captions, whose length depends on their source; undefined for stills, which have a fixed
 * length.
 */
export function assumedLength({ asset }: Clip, assumedSeconds: number): AssumedLength | undefined {
  return LASTING.has(asset.type) ? { assumedSeconds } : undefined;
}

/** The media and captions whose length the timing needs, each once. */
export function decidingSources(edit: Edit): string[] {
  const asked = new Set<string>();
  resolveTiming(edit, (clip) => {
    const src = timedSource(clip.asset);
    if (src !== undefined) asked.add(src);
    return assumedLength(clip, 1);
  });
  return [...asked];
}
