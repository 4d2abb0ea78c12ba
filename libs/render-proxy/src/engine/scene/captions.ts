import { decodeHTML } from 'entities';

/** One caption: text with line breaks, shown from `start` to `end` seconds. */
export interface Cue {
  start: number;
  end: number;
  text: string;
}

const ARROW = '-->';
const TIME = /^(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})$/;
const LONGEST_TIME = 15;

/**
 * Reads SubRip and WebVTT. Tags (`<b>`, `<v Name>`, `{\an8}`) are taken off, entities decoded, cues without text or duration left out.
 * Returns the cues by start time.
 */
export function parseCaptions(source: string): Cue[] {
  const lines = source.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const cues: Cue[] = [];
  for (let index = 0; index < lines.length; index++) {
    const times = timesOf(lines[index] ?? '');
    if (!times) continue;
    const text: string[] = [];
    while (index + 1 < lines.length && lines[index + 1]?.trim()) text.push(lines[++index] ?? '');
    const cue = { ...times, text: plainText(text.join('\n')) };
    if (cue.text && cue.end > cue.start) cues.push(cue);
  }
  return cues.sort((a, b) => a.start - b.start);
}

/** The words on both sides of the arrow; settings of WebVTT may follow. */
function timesOf(line: string): { start: number; end: number } | undefined {
  const arrow = line.indexOf(ARROW);
  if (arrow === -1) return undefined;
  const before = line.slice(0, arrow).trimEnd().slice(-LONGEST_TIME);
  const after = line
    .slice(arrow + ARROW.length)
    .trimStart()
    .slice(0, LONGEST_TIME);
  const start = secondsOf(before.split(/\s/).at(-1));
  const end = secondsOf(after.split(/\s/)[0]);
  return start === undefined || end === undefined ? undefined : { start, end };
}

/** The cues moved and sped up like the clip they belong to. */
export function retime(cues: readonly Cue[], trim = 0, speed = 1): Cue[] {
  const rate = speed > 0 ? speed : 1;
  return cues
    .map((cue) => ({ ...cue, start: (cue.start - trim) / rate, end: (cue.end - trim) / rate }))
    .filter(({ end }) => end > 0);
}

function secondsOf(time = ''): number | undefined {
  const [matched, hours = '0', minutes, whole, fraction] = TIME.exec(time) ?? [];
  if (matched === undefined) return undefined;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(whole) + Number(`0.${fraction}`);
}

function plainText(text: string): string {
  return decodeHTML(withoutTags(text))
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n');
}

/** Takes off `<tag …>`, `</tag>`, `<00:01.000>` and `{\style}`. What is not closed stays, as does a lone `<`. */
function withoutTags(text: string): string {
  const parts: string[] = [];
  let kept = 0;
  const lastClose = { '>': text.lastIndexOf('>'), '}': text.lastIndexOf('}') };
  for (const { index, 0: opening } of text.matchAll(/<\/?[a-z]|<\d|\{\\/gi)) {
    const close = opening.startsWith('{') ? '}' : '>';
    if (index < kept || index > lastClose[close]) continue;
    parts.push(text.slice(kept, index));
    kept = text.indexOf(close, index) + 1;
  }
  return [...parts, text.slice(kept)].join('');
}
