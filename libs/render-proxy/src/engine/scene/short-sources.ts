import type { InputFault } from '@app/core';
import { naturalSeconds, trimFault } from '../../edit/estimate-seconds';
import type { TimedClip } from '../../edit/resolve-timing';
import { HOLD_SECONDS } from './build-scene';
import type { MediaFile } from './scene';

/** Maximum number of warnings: the same as of faults of an edit. */
const MOST = 100;

/** Clips that last longer than their media, or begin after its end; the missing part stays empty, as at Shotstack. */
export function shortSources(clips: readonly TimedClip[], files: ReadonlyMap<string, MediaFile>): InputFault[] {
  const lengths = new Map([...files].map(([src, { seconds }]) => [src, seconds || undefined]));
  const warnings = clips.flatMap(({ clip, path, length }) => {
    const beyond = trimFault(clip, path, lengths);
    if (beyond) return [{ ...beyond, message: `${beyond.message} The clip is empty and silent.` }];
    const seconds = isFrozen(clip) ? undefined : naturalSeconds(clip, lengths);
    if (seconds === undefined || seconds + HOLD_SECONDS >= length) return [];
    const shown = Math.round(seconds * 100) / 100;
    const message = `The source lasts ${shown} s here; the rest of the clip is empty and silent.`;
    return [{ path: `${path}.length`, code: 'longer_than_source', message }];
  });
  return warnings.slice(0, MOST);
}

const isFrozen = ({ asset }: TimedClip['clip']): boolean => 'speed' in asset && asset.speed === 0;
