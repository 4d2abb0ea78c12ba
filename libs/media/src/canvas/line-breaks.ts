import { LineBreaker } from 'css-line-break';
import type { TextRun } from './text-block';

/** Text between two possible line breaks, as pieces of one style each. */
export interface Segment {
  pieces: TextRun[];
  /** The author ended the line here. */
  endsLine: boolean;
  /** Draws a hyphen when the line breaks here. */
  softHyphen: boolean;
}

/** Scripts without spaces, whose words only a dictionary reveals. */
const DICTIONARY = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Characters that control line breaking and have no glyph, including line and paragraph separators. */
const INVISIBLE = /[\u00AD\u200B\u2060\uFEFF\u000B\u000C\u0085\u2028\u2029]/g;
const SOFT_HYPHEN = '\u00AD';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Whole characters as people see them: an emoji family counts as one. */
export const splitGraphemes = (text: string): string[] =>
  /^[ -~]*$/.test(text) ? text.split('') : segmentsOf(graphemes, text);

/** Longer than any character or word. */
const WINDOW = 256;

/**
 * Works piece by piece, because each segment of `Intl.Segmenter` holds a copy of the whole text: linear instead of
 * quadratic.
 */
function segmentsOf(segmenter: Intl.Segmenter, text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length; ) {
    const segments = [...segmenter.segment(text.slice(at, at + WINDOW))].map(({ segment }) => segment);
    // The last one may continue beyond the window.
    if (segments.length > 1 && at + WINDOW < text.length) segments.pop();
    for (const segment of segments) {
      found.push(segment);
      at += segment.length;
    }
  }
  return found;
}

/** The text without the spaces at the end of a line, which hang over its edge. No-break spaces stay. */
export const withoutEndSpace = (text: string): string =>
  text.replace(
    /(?<![ \t\u1680\u2000-\u2006\u2008-\u200A\u205F\u3000])[ \t\u1680\u2000-\u2006\u2008-\u200A\u205F\u3000]+$/,
    '',
  );

/**
 * Splits the text of a paragraph wherever lines may break (Unicode UAX 14, strict rules for Japanese), regardless of
 * styles.
 */
export function lineSegments(runs: readonly TextRun[]): Segment[] {
  const pieces = new PieceReader(runs);
  return breakOpportunities(runs).flatMap(({ text, endsLine }) => {
    const cut = pieces.take(text.length);
    const softHyphen = text.endsWith(SOFT_HYPHEN);
    return cut.length > 0 ? [{ pieces: cut, endsLine, softHyphen }] : [];
  });
}

interface Opportunity {
  text: string;
  endsLine: boolean;
}

function breakOpportunities(runs: readonly TextRun[]): Opportunity[] {
  const text = runs.map((run) => run.text).join('');
  const whole = wholeCharacters(text);
  const kept = keptTogether(runs);
  const found: Opportunity[] = [];
  let start = 0;
  let at = 0;
  const breaker = LineBreaker(text, { lineBreak: 'strict', wordBreak: 'normal' });
  for (let next = breaker.next(); !next.done; next = breaker.next()) {
    for (let letter = next.value.start; letter < next.value.end; letter++)
      at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    if (!whole(at) || kept(at)) continue;
    found.push({ text: text.slice(start, at), endsLine: next.value.required && at < text.length });
    start = at;
  }
  if (start < text.length) found.push({ text: text.slice(start), endsLine: false });
  return found.flatMap(splitByDictionary);
}

/** Returns whether a position is between two characters rather than inside one. */
function wholeCharacters(text: string): (position: number) => boolean {
  if (/^[\u0020-\u02FF\u2010-\u205E]*$/.test(text)) return () => true;
  const starts = new Set<number>();
  let at = 0;
  for (const letter of splitGraphemes(text)) {
    starts.add(at);
    at += letter.length;
  }
  return (position) => position >= text.length || starts.has(position);
}

/** Returns whether a position is inside text that must not wrap. Query positions in ascending order. */
function keptTogether(runs: readonly TextRun[]): (position: number) => boolean {
  if (!runs.some(({ style }) => style.noWrap)) return () => false;
  let index = 0;
  let end = runs[0]?.text.length ?? 0;
  return (position) => {
    while (end < position && index + 1 < runs.length) end += runs[++index]?.text.length ?? 0;
    const next = position < end ? runs[index] : runs[index + 1];
    return runs[index]?.style.noWrap === true && next?.style.noWrap === true;
  };
}

function splitByDictionary({ text, endsLine }: Opportunity): Opportunity[] {
  if (!DICTIONARY.test(text)) return [{ text, endsLine }];
  const parts = segmentsOf(words, text);
  // Spaces and punctuation stay with the preceding word.
  const joined: string[] = [];
  for (const part of parts) {
    if (joined.length === 0 || /[\p{L}\p{N}]/u.test(part)) joined.push(part);
    else joined.push((joined.pop() ?? '') + part);
  }
  return joined.map((part, index) => ({ text: part, endsLine: endsLine && index === joined.length - 1 }));
}

/** Reads runs piece by piece, each in the style of its run. */
class PieceReader {
  private run = 0;
  private offset = 0;

  constructor(private readonly runs: readonly TextRun[]) {}

  take(length: number): TextRun[] {
    const pieces: TextRun[] = [];
    let left = length;
    while (left > 0) {
      const run = this.runs[this.run];
      if (!run) break;
      const text = run.text.slice(this.offset, this.offset + left);
      left -= text.length;
      this.offset += text.length;
      if (this.offset >= run.text.length) {
        this.run++;
        this.offset = 0;
      }
      const visible = text.replace(INVISIBLE, '');
      if (visible) pieces.push({ text: visible, style: run.style });
    }
    return pieces;
  }
}
