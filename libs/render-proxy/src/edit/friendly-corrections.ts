import { OLDER_NAMES } from './schema-additions';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Converts common, unambiguous deviations of integrators into Shotstack's form. Returns a new value and never changes
 * texts: `null` members count as absent, `output.width/height` become `output.size`, older names of members are
 * accepted.
 */
export function applyFriendlyCorrections(input: unknown): unknown {
  const edit = withoutNulls(input);
  if (!isObject(edit)) return edit;
  renameKeys(edit, OLDER_NAMES.edit);
  if (isObject(edit.output)) correctSize(edit.output);
  for (const clip of clipsOf(edit)) if (isObject(clip.asset)) renameKeys(clip.asset, OLDER_NAMES.asset);
  return edit;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (member === null ? [] : [[key, withoutNulls(member)]])),
  );
}

/** The published name wins when both are present. */
function renameKeys(object: Json, names: Readonly<Record<string, string>>): void {
  for (const [older, published] of Object.entries(names)) {
    if (object[older] === undefined) continue;
    object[published] ??= object[older];
    delete object[older];
  }
}

function correctSize(output: Json): void {
  if (output.width === undefined && output.height === undefined) return;
  const { width, height } = output;
  output.size ??= { width, height };
  delete output.width;
  delete output.height;
}

function clipsOf(edit: Json): Json[] {
  const tracks = isObject(edit.timeline) && Array.isArray(edit.timeline.tracks) ? edit.timeline.tracks : [];
  return tracks.flatMap((track) => (isObject(track) && Array.isArray(track.clips) ? track.clips.filter(isObject) : []));
}
