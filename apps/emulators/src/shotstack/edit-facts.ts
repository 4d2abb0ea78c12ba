/** The part of an edit that the emulator reads; it has been checked against the schema before. */
export interface PostedEdit {
  timeline: { tracks: { clips: Clip[] }[] };
  output: {
    format: string;
    range?: { start?: number; length?: number };
    poster?: object;
    thumbnail?: object;
    destinations?: Destination[];
  };
  merge?: { find: string; replace: unknown }[];
  callback?: string;
}

export interface Destination {
  provider: string;
  exclude?: boolean;
  options?: { bucket?: string; prefix?: string; filename?: string };
}

interface Clip {
  asset: { type: string; src?: string; prompt?: string; transcode?: boolean };
  start: number | string;
  length: number | string;
  alias?: string;
}

/** Assumed length of media with length `auto`: nothing is fetched here. */
const MEDIA_SECONDS = 5;
const STILL_SECONDS = 3;

/** The edit with its merge fields inserted. */
export function merged(edit: PostedEdit): PostedEdit {
  const { merge = [], ...rest } = edit;
  const fill = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fill(member)]));
    if (typeof value !== 'string') return value;
    const whole = merge.find(({ find }) => new RegExp(`^\\{\\{\\s*${escaped(find)}\\s*\\}\\}$`).test(value));
    if (whole) return whole.replace;
    return merge.reduce(
      (text, { find, replace }) =>
        text.replace(new RegExp(`\\{\\{\\s*${escaped(find)}\\s*\\}\\}`, 'g'), () => String(replace)),
      value,
    );
  };
  return fill(rest) as PostedEdit;
}

const escaped = (text: string): string => text.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Length of the result in seconds. */
export function editSeconds({ timeline, output }: PostedEdit): number {
  const placed = timeline.tracks.flatMap(({ clips }) => placeTrack(clips));
  const end = Math.max(0, ...placed);
  const { start = 0, length = end } = output.range ?? {};
  return Math.max(0.04, Math.min(end, start + length) - start);
}

/** Ends of the clips of one track; a clip that lasts until the end of all clips does not determine that end. */
function placeTrack(clips: Clip[]): number[] {
  let previous = 0;
  return clips.map(({ asset, start, length }) => {
    const from = typeof start === 'number' ? start : previous;
    const natural = asset.type === 'video' || asset.type === 'audio' ? MEDIA_SECONDS : STILL_SECONDS;
    previous = from + (typeof length === 'number' ? length : length === 'end' ? 0 : natural);
    return previous;
  });
}

/** The stages of a render of this edit before it is done, with the seconds of each. */
export function stagesOf(edit: PostedEdit, seconds: number): [status: string, seconds: number][] {
  const assets = edit.timeline.tracks.flatMap(({ clips }) => clips.map(({ asset }) => asset));
  return [
    ['queued', 1],
    ['fetching', 1],
    ...(assets.some(({ transcode }) => transcode) ? [['preprocessing', 1] as [string, number]] : []),
    ...(assets.some(({ prompt }) => prompt !== undefined) ? [['generating', 1] as [string, number]] : []),
    ['rendering', Math.max(1, Math.round(seconds * 0.33))],
    ['saving', 1],
  ];
}
