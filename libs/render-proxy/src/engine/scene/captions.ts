import { cueSeconds, cueTimings, decodeText } from '@app/media';
import { decodeHTML } from 'entities';
import { sourceRefused } from '../../render-proxy.errors';
import { type Cue, shareTime, type WordTime } from './cues';
import { isTimedText, parseTimedText } from './timed-text';

const WORD_TIME = /<((?:\d{1,4}:)?\d{2}:\d{2}[.,]\d{3})>/;
/** Marks a time inside a text while tags and spaces are stripped. */
const MARK = '\uE000';

/**
 * The captions of a file.
 * @throws render_source_refused, in words that follow the name of the file
 */
export function readCaptions(file: Buffer): Cue[] {
  try {
    return parseCaptions(decodeText(file));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw sourceRefused(`is a TTML file that is not well-formed: ${error.message.slice(0, 200)}`);
  }
}

/**
 * Reads SubRip, WebVTT, SBV and TTML (DFXP), also as careless editors write them: without blank lines between captions,
 * with a blank line after each line, without milliseconds. Strips tags (`<b>`, `<v Name>`, `{\an8}`), decodes entities,
 * drops cues without text or duration. Returns the cues by start time.
 * @throws SyntaxError when a TTML document is not well-formed
 */
export function parseCaptions(source: string): Cue[] {
  const text = source.replace(/^\uFEFF/, '');
  const cues = isTimedText(text) ? parseTimedText(text) : parseBlocks(text);
  return cues.sort((a, b) => a.start - b.start);
}

function parseBlocks(text: string): Cue[] {
  const lines = text.replaceAll('\r\r\n', '\n').split(/\r\n|\r|\n/);
  const timings = cueTimings(lines);
  const bodyOf = text.startsWith('WEBVTT') ? untilEmptyLine : withoutNextNumber(lines.slice(0, timings[0]?.index));
  return timings.flatMap(({ start, end, index }, number) => {
    const next = timings[number + 1];
    const cue = cueOf(start, end, bodyOf(lines.slice(index + 1, next?.index), next !== undefined).join('\n'));
    return cue.text && cue.end > cue.start ? [cue] : [];
  });
}

/** In WebVTT an empty line ends a cue; a line of blanks does not. */
function untilEmptyLine(lines: readonly string[]): readonly string[] {
  const [first, ...more] = lines;
  const end = more.indexOf('');
  return first === '' || first === undefined ? [] : [first, ...(end < 0 ? more : more.slice(0, end))];
}

/**
 * In SubRip a cue ends at the number of the next one, however many blank lines are between. Without a blank line
 * before it, only the number that follows in order is one; any other belongs to the text.
 */
function withoutNextNumber(preamble: readonly string[]) {
  let last = numberAtEnd(preamble).number;
  return (lines: readonly string[], isFollowed: boolean): readonly string[] => {
    const { number, at } = numberAtEnd(lines);
    const isApart = at === lines.length - 1 && !lines[at - 1]?.trim();
    if (!isFollowed || Number.isNaN(number) || !(isApart || number === last + 1)) return lines;
    last = number;
    return lines.slice(0, at);
  };
}

/** The number in the last line that is not blank. */
function numberAtEnd(lines: readonly string[]): { number: number; at: number } {
  const at = lines.findLastIndex((line) => line.trim() !== '');
  const text = lines[at]?.trim() ?? '';
  return { number: /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN, at };
}

function cueOf(start: number, end: number, source: string): Cue {
  const parts = source.replaceAll(MARK, '').replaceAll('\\N', '\n').replaceAll('\\h', ' ').split(WORD_TIME);
  const times = parts.flatMap((part, index) => (index % 2 === 1 ? (cueSeconds(part) ?? []) : []));
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
