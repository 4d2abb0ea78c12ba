import type { InputFault } from '@app/core';
import type { Edit } from './edit';
import { invalidEditOf } from './edit-faults';
import { isStill } from './output-format';
import type { TimedClip } from './resolve-timing';

/** Length of the longest timeline that is rendered, in seconds, and the fault of a clip that ends later. */
export interface TimelineLimit {
  seconds: number;
  message: string;
}

export const maximumLength = (seconds: number): TimelineLimit => ({
  seconds,
  message: `ends after ${seconds} s, the maximum length of a video.`,
});

type Timed = readonly Pick<TimedClip, 'start' | 'length' | 'path'>[];

/** The clips that end after the limit. */
export function lateClips(clips: Timed, { seconds, message }: TimelineLimit): InputFault[] {
  const late = clips.filter(({ start, length }) => start + length > seconds);
  return late.map(({ path }) => ({ path: `${path}.length`, code: 'too_long', message }));
}

/** @throws invalid_edit naming the clips that end after the limit */
export function checkSeconds(clips: Timed, limit: TimelineLimit): void {
  const errors = lateClips(clips, limit);
  if (errors.length > 0) throw invalidEditOf(errors);
}

/**
 * The longest timeline, in seconds, that keeps the output within `seconds`; undefined when the edit itself limits its
 * output to that.
 */
export function longestTimeline({ output }: Pick<Edit, 'output'>, seconds: number): number | undefined {
  const { start = 0, length = Infinity } = output.range ?? {};
  return isStill(output) || length <= seconds ? undefined : start + seconds;
}
