import type { SKRSContext2D } from '@napi-rs/canvas';
import type { FontLibrary } from './font-library';
import type { Paragraph, TextBlock, TextRun, TextStyle } from './text-block';

/** A piece of one line in one style. */
export interface PlacedRun extends TextRun {
  /** Left edge inside the box. */
  x: number;
  width: number;
}

export interface PlacedLine {
  runs: PlacedRun[];
  x: number;
  width: number;
  top: number;
  height: number;
  baseline: number;
  rightToLeft: boolean;
}

export interface TextLayout {
  lines: PlacedLine[];
  /** Around all lines, inside the box. */
  bounds: { x: number; y: number; width: number; height: number };
}

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
const LETTER = /\p{L}/u;
/** Scripts that break between any two characters. */
const IDEOGRAPHIC = /[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF]/u;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Whole characters as people see them: an emoji family is one. */
export const splitGraphemes = (text: string): string[] => [...graphemes.segment(text)].map(({ segment }) => segment);

/** Sets the context to a style; every measure and every draw of text goes through here. */
export function applyStyle(context: SKRSContext2D, style: TextStyle, fonts: FontLibrary): void {
  context.font = `${style.italic ? 'italic ' : ''}${style.weight} ${style.size}px ${fonts.stack(style.family)}`;
  context.letterSpacing = `${style.letterSpacing}px`;
  context.wordSpacing = `${style.wordSpacing}px`;
  context.textBaseline = 'alphabetic';
  context.textAlign = 'left';
}

/** Breaks the paragraphs into lines no wider than the box, and places them in it. */
export function layoutText(context: SKRSContext2D, block: TextBlock, fonts: FontLibrary): TextLayout {
  const { box, padding } = block;
  const width = Math.max(1, box.width - padding.left - padding.right);
  const lines: PlacedLine[] = [];
  let y = 0;
  for (const paragraph of block.paragraphs) {
    y += lines.length > 0 ? paragraph.spaceBefore : 0;
    for (const runs of breakLines(context, paragraph, width, fonts)) {
      const line = placeLine(context, runs, paragraph, y, { left: padding.left, width }, fonts);
      lines.push(line);
      y += line.height;
    }
  }
  const room = box.height - padding.top - padding.bottom;
  const kept = block.ellipsis === undefined ? lines : cutLines(context, lines, room, block.ellipsis, fonts);
  const height = kept.reduce((bottom, line) => Math.max(bottom, line.top + line.height), 0);
  const top = padding.top + { top: 0, middle: (room - height) / 2, bottom: room - height }[block.vertical];
  const placed = kept.map((line) => ({ ...line, top: line.top + top, baseline: line.baseline + top }));
  const left = Math.min(...placed.map(({ x }) => x), box.width);
  const right = Math.max(...placed.map((line) => line.x + line.width), 0);
  return { lines: placed, bounds: { x: left, y: top, width: Math.max(0, right - left), height } };
}

function breakLines(context: SKRSContext2D, paragraph: Paragraph, width: number, fonts: FontLibrary): TextRun[][] {
  const lines: TextRun[][] = [];
  let line: TextRun[] = [];
  let used = 0;
  const wrap = () => {
    lines.push(withoutTrailingSpace(line));
    line = [];
    used = 0;
  };
  for (const { text, style } of paragraph.runs) {
    applyStyle(context, style, fonts);
    for (const word of splitWords(text)) {
      const size = context.measureText(word).width;
      const bare = context.measureText(word.trimEnd()).width;
      if (used > 0 && used + bare > width) wrap();
      if (bare <= width) {
        append(line, word, style);
        used += size;
        continue;
      }
      for (const letter of splitGraphemes(word)) {
        const step = context.measureText(letter).width;
        if (used > 0 && used + step > width) wrap();
        append(line, letter, style);
        used += step;
      }
    }
  }
  lines.push(withoutTrailingSpace(line));
  return lines;
}

/** Words with the spaces that follow them; ideographs one by one. */
function splitWords(text: string): string[] {
  return (text.match(/\s*\S+\s*|\s+/g) ?? []).flatMap((word) =>
    IDEOGRAPHIC.test(word) ? splitGraphemes(word) : word.split(/(?<=\p{L}-)(?=\p{L})/u),
  );
}

function append(line: TextRun[], text: string, style: TextStyle): void {
  const last = line.at(-1);
  if (last?.style === style) last.text += text;
  else line.push({ text, style });
}

function withoutTrailingSpace(line: TextRun[]): TextRun[] {
  const last = line.at(-1);
  if (last) last.text = last.text.trimEnd();
  return line;
}

function placeLine(
  context: SKRSContext2D,
  runs: TextRun[],
  paragraph: Paragraph,
  top: number,
  area: { left: number; width: number },
  fonts: FontLibrary,
): PlacedLine {
  const text = runs.map((run) => run.text).join('');
  const rightToLeft = RIGHT_TO_LEFT.test([...text].find((letter) => LETTER.test(letter)) ?? '');
  const measured = runs.map((run) => ({ ...run, ...measureRun(context, run, fonts) }));
  const tallest = Math.max(...paragraph.runs.map(({ style }) => style.size), 1);
  const sizes =
    measured.length > 0 ? measured : [{ ascent: tallest * 0.8, descent: tallest * 0.2, style: { size: tallest } }];
  const height = Math.max(...sizes.map(({ style }) => style.size)) * paragraph.lineHeight;
  const ascent = Math.max(...sizes.map((run) => run.ascent));
  const descent = Math.max(...sizes.map((run) => run.descent));
  const width = measured.reduce((sum, run) => sum + run.width, 0);
  const free = area.width - width;
  const x = area.left + { left: 0, center: free / 2, right: free }[paragraph.align];
  let at = x;
  const ordered = rightToLeft ? [...measured].reverse() : measured;
  const placed = ordered.map((run) => {
    const left = at;
    at += run.width;
    return { text: run.text, style: run.style, x: left, width: run.width };
  });
  // Half of the leading goes above the letters and half below, as in CSS.
  return { runs: placed, x, width, top, height, baseline: top + (height - ascent - descent) / 2 + ascent, rightToLeft };
}

function measureRun(context: SKRSContext2D, { text, style }: TextRun, fonts: FontLibrary) {
  applyStyle(context, style, fonts);
  const { width, fontBoundingBoxAscent, fontBoundingBoxDescent } = context.measureText(text);
  // The space that follows the last letter is not part of the word.
  return {
    width: Math.max(0, width - style.letterSpacing),
    ascent: fontBoundingBoxAscent,
    descent: fontBoundingBoxDescent,
  };
}

/** Leaves out the lines below the room and ends the last one that fits with the ellipsis. */
function cutLines(
  context: SKRSContext2D,
  lines: PlacedLine[],
  room: number,
  ellipsis: string,
  fonts: FontLibrary,
): PlacedLine[] {
  const kept = lines.filter((line, index) => index === 0 || line.top + line.height <= room + 0.5);
  const line = kept.at(-1);
  const run = line?.runs.at(-1);
  if (kept.length === lines.length || !line || !run) return kept;
  applyStyle(context, run.style, fonts);
  const letters = splitGraphemes(run.text);
  while (letters.length > 1 && context.measureText(letters.join('').trimEnd() + ellipsis).width > run.width)
    letters.pop();
  const text = letters.join('').trimEnd() + ellipsis;
  const width = context.measureText(text).width;
  const ended: PlacedLine = {
    ...line,
    width: line.width - run.width + width,
    runs: [...line.runs.slice(0, -1), { ...run, text, width }],
  };
  return [...kept.slice(0, -1), ended];
}
