import { invalidEditOf } from './edit-faults';
import type { TimedClip } from './resolve-timing';

/** @throws invalid_edit naming the clips that end after `maxSeconds` */
export function checkSeconds(clips: readonly Pick<TimedClip, 'start' | 'length' | 'path'>[], maxSeconds: number): void {
  const late = clips.filter(({ start, length }) => start + length > maxSeconds);
  const errors = late.map(({ path }) => ({
    path: `${path}.length`,
    code: 'too_long',
    message: `ends after ${maxSeconds} s, the maximum length of a video.`,
  }));
  if (errors.length > 0) throw invalidEditOf(errors);
}
