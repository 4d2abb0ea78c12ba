import type { Edit } from './edit';
import { assumedLength } from './estimate-seconds';
import { frameRateOf } from './output-format';
import { resolveTiming } from './resolve-timing';
import { type EditSource, sourcesOf } from './sources-of';

/**
 * The places that the first frame of the output needs: fonts, and what is visible at that moment. All of them when the
 * timing of the edit depends on the length of a source.
 */
export function sourcesShown(edit: Edit): EditSource[] {
  const sources = [...sourcesOf(edit)];
  let isTimed = true;
  const clips = resolveTiming(edit, (clip) => {
    const assumed = assumedLength(clip, 1);
    if (assumed) isTimed = false;
    return assumed;
  });
  if (!isTimed) return sources;
  const end = Math.max(...clips.map(({ start, length }) => start + length));
  const { num, den } = frameRateOf(edit.output);
  // Clips begin and end on the nearest frame, and after the end of the timeline its last frame stays.
  const [frame, moment] = [den / num, Math.min(edit.output.range?.start ?? 0, end)];
  const hidden = new Set(
    clips
      .filter(({ clip: { asset }, start, length }) => {
        const isShown = start <= moment + frame && start + length >= moment - frame;
        return asset.type === 'audio' || !isShown;
      })
      .map(({ path }) => `${path}.asset.src`),
  );
  return sources.filter(({ path }) => path !== 'timeline.soundtrack.src' && !hidden.has(path));
}
