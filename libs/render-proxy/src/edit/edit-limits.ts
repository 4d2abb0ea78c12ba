import type { InputFault } from '@app/core';

/** What one edit may ask for. The engine's cost grows with these, so they are checked before anything is fetched. */
export interface EditLimits {
  maxTracks: number;
  maxClips: number;
  /** Seconds of output. */
  maxSeconds: number;
  /** Pixels of one frame. */
  maxPixels: number;
  /** Characters of JSON. */
  maxCharacters: number;
  /** Nesting of objects and arrays. */
  maxDepth: number;
}

export const DEFAULT_EDIT_LIMITS: EditLimits = {
  maxTracks: 50,
  maxClips: 1000,
  maxSeconds: 3 * 3600,
  maxPixels: 4096 * 4096,
  maxCharacters: 10_000_000,
  maxDepth: 32,
};

/** The limits that can be seen in the raw JSON, before the schema walks through it. */
export function limitFaults(input: unknown, limits: EditLimits): InputFault[] {
  if (depthExceeds(input, limits.maxDepth))
    return [fault('', 'too_deep', `is nested deeper than ${limits.maxDepth} levels; flatten it.`)];
  const tracks = (input as { timeline?: { tracks?: unknown } } | null)?.timeline?.tracks;
  if (!Array.isArray(tracks)) return [];
  if (tracks.length > limits.maxTracks)
    return [
      fault(
        'timeline.tracks',
        'too_many_tracks',
        `has ${tracks.length} tracks; at most ${limits.maxTracks} are allowed.`,
      ),
    ];
  const clips = tracks.reduce<number>(
    (sum, track: { clips?: unknown } | null) => sum + (Array.isArray(track?.clips) ? track.clips.length : 0),
    0,
  );
  if (clips > limits.maxClips)
    return [
      fault('timeline.tracks', 'too_many_clips', `holds ${clips} clips; at most ${limits.maxClips} are allowed.`),
    ];
  const size = JSON.stringify(input).length;
  if (size > limits.maxCharacters)
    return [fault('', 'too_large', `is ${size} characters long; at most ${limits.maxCharacters} are allowed.`)];
  return [];
}

const fault = (path: string, code: string, message: string): InputFault => ({
  path,
  code,
  message: path ? message : `The edit ${message}`,
});

function depthExceeds(root: unknown, maximum: number): boolean {
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maximum) return true;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? (Object.values(value) as unknown[]) : [],
    );
  }
  return false;
}
