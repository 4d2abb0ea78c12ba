import { decodeHTML } from 'entities';
import { type Cue, shareTime, type WordTime } from './cues';
import { isTimedText, parseTimedText } from './timed-text';

const ARROW = '-->';
const TIME = /^(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})$/;
const LONGEST_TIME = 15;
const WORD_TIME = /<((?:\d{1,4}:)?\d{2}:\d{2}[.,]\d{3})>/;
/** Marks a time inside a text while tags and spaces are stripped. */
const MARK = '\uE000';

/**
 * Reads SubRip, WebVTT and TTML (DFXP). Strips tags (`<b>`, `<v Name>`, `{\an8}`), decodes entities, drops cues without
 * text or duration. Returns the cues by start time.
 * @throws SyntaxError when a TTML document is not well-formed
 */
export function parseCaptions(source: string): Cue[] {
  const text = source.replace(/^\uFEFF/, '');
  const cues = isTimedText(text) ? parseTimedText(text) : parseBlocks(text.split(/\r\n|\r|\n/));
  return cues.sort((a, b) => a.start - b.start);
}

function parseBlocks(lines: readonly string[]): Cue[] {
  const cues: Cue[] = [];
  for (let index = 0; index < lines.length; index++) {
    const times = timesOf(lines[index] ?? '');
    if (!times) continue;
    const text: string[] = [];
    while (index + 1 < lines.length && lines[index + 1]?.trim()) text.push(lines[++index] ?? '');
    const cue = cueOf(times.start, times.end, text.join('\n'));
    if (cue.text && cue.end > cue.start) cues.push(cue);
  }
  return cues;
}

/** The words on either side of the arrow; WebVTT settings may follow. */
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

function secondsOf(time = ''): number | undefined {
  const [matched, hours = '0', minutes, whole, fraction] = TIME.exec(time) ?? [];
  if (matched === undefined) return undefined;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(whole) + Number(`0.${fraction}`);
}

function cueOf(start: number, end: number, source: string): Cue {
  const parts = source.replaceAll(MARK, '').split(WORD_TIME);
  const times = parts.flatMap((part, index) => (index % 2 === 1 ? (secondsOf(part) ?? []) : []));
  const marked = plainText(parts.filter((_, index) => index % 2 === 0).join(MARK));
  const text = nonEmptyLines(marked.replaceAll(MARK, ''));
  if (times.length === 0) return { start, end, text };
  return { start, end, text, words: timeWords(marked, [start, ...times, end]) };
}

/** Words between two times divide that time by their letters. */
function timeWords(marked: string, times: readonly number[]): WordTime[] {
  const groups = new Map<number, string[]>();
  let passed = 0;
  for (const word of marked.split(/\s+/)) {
    const leading = /^\uE000*/.exec(word)?.[0].length ?? 0;
    const bare = word.replaceAll(MARK, '');
    const group = groups.get(passed + leading) ?? [];
    if (bare) group.push(bare);
    groups.set(passed + leading, group);
    passed += word.length - bare.length;
  }
  return [...groups].flatMap(([index, words]) => {
    const start = times[index] ?? 0;
    return shareTime(words, start, Math.max(start, times[index + 1] ?? start));
  });
}

const plainText = (text: string): string => nonEmptyLines(decodeHTML(withoutTags(text)));

const nonEmptyLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n');

/** Strips `<tag …>`, `</tag>`, `<00:01.000>` and `{\style}`. Unclosed tags stay, as does a lone `<`. */
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
