import type { InputFault } from '@app/core';
import type { Edit } from './edit';
import { isAudioOnly } from './output-format';
import type { TimedClip } from './resolve-timing';

/** A stretch of the timeline in whole units: milliseconds, frames or samples. */
interface Stretch {
  path: string;
  from: number;
  to: number;
}

/** The stretches that begin while `most` others last, each path as one fault. */
export function* overlapFaults(stretches: readonly Stretch[], most: number, what: string): Generator<InputFault> {
  const ends: number[] = [];
  const refused = new Set<string>();
  for (const { path, from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
    if (to <= from) continue;
    const free = ends.length < most ? ends.length : ends.findIndex((end) => end <= from);
    if (free >= 0) ends[free] = to;
    else if (!refused.has(path)) {
      refused.add(path);
      yield { path, code: 'too_many_at_once', message: `would be one more than the ${most} ${what} at the same time.` };
    }
  }
}

/** Faults of the clips that show or play at the same moment as too many others. */
export function* overlapFaultsOf(
  { output }: Pick<Edit, 'output'>,
  clips: readonly TimedClip[],
  most: number,
): Generator<InputFault> {
  const ofTypes = (...types: readonly string[]) =>
    clips.flatMap(({ clip: { asset }, path, start, length }) =>
      types.includes(asset.type)
        ? [{ path, from: Math.round(start * 1_000), to: Math.round((start + length) * 1_000) }]
        : [],
    );
  // Only the files of mattes tell which of them move.
  if (!isAudioOnly(output)) yield* overlapFaults(ofTypes('video'), most, VIDEOS_SHOW);
  // The sound of a video that shows needs no limit of its own.
  if (!output.mute)
    yield* overlapFaults(isAudioOnly(output) ? ofTypes('audio', 'video') : ofTypes('audio'), most, SOUNDS_PLAY);
}

export const VIDEOS_SHOW = 'videos and mattes that may be visible';
export const SOUNDS_PLAY = 'sounds that may play';
