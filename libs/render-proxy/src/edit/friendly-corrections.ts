type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What integrators commonly send and clearly mean, brought into Shotstack's form. Returns a new value and never touches texts:
 * `null` members count as absent, `output.width/height` become `output.size`, `source` beside (or instead of) `src` is understood,
 * `webhook` is the older name of `callback`.
 */
export function applyFriendlyCorrections(input: unknown): unknown {
  const edit = withoutNulls(input);
  if (!isObject(edit)) return edit;
  renameKey(edit, 'webhook', 'callback');
  if (isObject(edit.output)) correctSize(edit.output);
  for (const clip of clipsOf(edit)) if (isObject(clip.asset)) renameKey(clip.asset, 'source', 'src');
  return edit;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (member === null ? [] : [[key, withoutNulls(member)]])),
  );
}

/** The new name wins when both are there. */
function renameKey(object: Json, from: string, to: string): void {
  if (object[from] === undefined) return;
  object[to] ??= object[from];
  delete object[from];
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
