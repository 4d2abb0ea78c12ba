import type { SKRSContext2D } from '@napi-rs/canvas';
import { registerEmojiFor } from './bundled-fonts';
import type { FontLibrary } from './font-library';
import { largest } from './geometry';
import { lineSegments, type Segment, splitGraphemes, withoutEndSpace } from './line-breaks';
import type { Paragraph, TextBlock, TextRun, TextStyle } from './text-block';
import { type Direction, directionOf, directRuns, visualOrder } from './text-direction';

/** A piece of one line in one style and one direction. */
export interface PlacedRun extends TextRun {
  /** Left edge inside the box. */
  x: number;
  width: number;
  rightToLeft: boolean;
}

export interface PlacedLine {
  /** In reading order. */
  runs: PlacedRun[];
  x: number;
  width: number;
  top: number;
  height: number;
  baseline: number;
}

export interface TextLayout {
  lines: PlacedLine[];
  /** Around all lines, inside the box. */
  bounds: { x: number; y: number; width: number; height: number };
}

/** Applies a style to the context; every measurement and every drawing of text goes through this function. */
export function applyStyle(context: SKRSContext2D, style: TextStyle, fonts: FontLibrary): void {
  const face = fonts.face(style);
  context.font = `${face.italic ? 'italic ' : ''}${face.weight} ${style.size}px ${face.stack}`;
  context.fontVariationSettings = face.variations;
  context.letterSpacing = `${style.letterSpacing}px`;
  context.wordSpacing = `${style.wordSpacing}px`;
  context.textBaseline = 'alphabetic';
  context.textAlign = 'left';
}

/** Breaks the paragraphs into lines that fit the width of the box, and positions them in it. */
export function layoutText(context: SKRSContext2D, block: TextBlock, fonts: FontLibrary): TextLayout {
  const { box, padding } = block;
  const width = Math.max(1, box.width - padding.left - padding.right);
  const lines: PlacedLine[] = [];
  let y = 0;
  for (const paragraph of block.paragraphs) {
    registerEmoji(paragraph);
    y += lines.length > 0 ? paragraph.spaceBefore : 0;
    const direction = paragraph.direction ?? directionOf(paragraph.runs.map(({ text }) => text).join(''));
    const broken = new LineFiller(context, fonts, width, paragraph.indent ?? 0).fill(lineSegments(paragraph.runs));
    for (const [index, runs] of broken.entries()) {
      const indent = index === 0 ? (paragraph.indent ?? 0) : 0;
      const area = { left: padding.left, width, indent, isLast: index === broken.length - 1 };
      const line = placeLine(context, runs, paragraph, y, { ...area, direction }, fonts);
      lines.push(line);
      y += line.height;
    }
  }
  const room = box.height - padding.top - padding.bottom;
  const kept = block.ellipsis === undefined ? lines : cutLines(context, lines, room, block.ellipsis, fonts);
  const height = kept.reduce((bottom, line) => Math.max(bottom, line.top + line.height), 0);
  const top = padding.top + { top: 0, middle: (room - height) / 2, bottom: room - height }[block.vertical];
  const placed = kept.map((line) => ({ ...line, top: line.top + top, baseline: line.baseline + top }));
  const left = placed.reduce((least, { x }) => Math.min(least, x), box.width);
  const right = largest(
    placed.map((line) => line.x + line.width),
    0,
  );
  return { lines: placed, bounds: { x: left, y: top, width: Math.max(0, right - left), height } };
}

/** The minimum width without a break inside a word, and the width with only the author's breaks. */
export function textWidths(
  context: SKRSContext2D,
  paragraph: Paragraph,
  fonts: FontLibrary,
): { least: number; most: number } {
  const { runs, indent = 0 } = paragraph;
  registerEmoji(paragraph);
  const filler = new LineFiller(context, fonts, Number.POSITIVE_INFINITY, 0);
  const segments = lineSegments(runs);
  const widths = segments.map(({ pieces }) => filler.widthOf(trimmed(pieces)));
  const lines = filler.fill(segments).map((line) => filler.widthOf(line));
  return { least: largest(widths, 0), most: largest(lines, 0) + indent };
}

const registerEmoji = ({ runs }: Paragraph) => registerEmojiFor(runs.map(({ text }) => text).join(''));

/** Fills lines with segments, as many as fit on each. */
class LineFiller {
  private lines: TextRun[][] = [];
  private line: TextRun[] = [];
  private used = 0;
  private hyphen: TextStyle | undefined;

  constructor(
    private readonly context: SKRSContext2D,
    private readonly fonts: FontLibrary,
    private readonly width: number,
    indent: number,
  ) {
    this.used = indent;
  }

  /** Always at least one line. */
  fill(segments: readonly Segment[]): TextRun[][] {
    for (const segment of segments) {
      this.add(segment);
      this.hyphen = segment.softHyphen ? segment.pieces.at(-1)?.style : undefined;
      if (segment.endsLine) this.wrap(false);
    }
    this.wrap(false);
    return this.lines;
  }

  widthOf(pieces: readonly TextRun[]): number {
    return pieces.reduce((sum, { text, style }) => {
      applyStyle(this.context, style, this.fonts);
      return sum + this.context.measureText(text).width;
    }, 0);
  }

  private add({ pieces, softHyphen }: Segment): void {
    const style = pieces.at(-1)?.style;
    const hyphen = softHyphen && style ? this.widthOf([{ text: '-', style }]) : 0;
    const bare = this.widthOf(trimmed(pieces)) + hyphen;
    if (this.line.length > 0 && this.used + bare > this.width) this.wrap(true);
    if (this.used + bare <= this.width || pieces.some((piece) => piece.style.noWrap)) {
      for (const piece of pieces) append(this.line, piece.text, piece.style);
      this.used += this.widthOf(pieces);
      return;
    }
    for (const { text, style: own } of pieces) {
      const widths = new Map<string, number>();
      for (const letter of splitGraphemes(text)) {
        const step = widths.get(letter) ?? this.widthOf([{ text: letter, style: own }]);
        widths.set(letter, step);
        if (this.line.length > 0 && this.used + step > this.width) this.wrap(false);
        append(this.line, letter, own);
        this.used += step;
      }
    }
  }

  private wrap(withHyphen: boolean): void {
    if (withHyphen && this.hyphen) append(this.line, '-', this.hyphen);
    this.lines.push(trimmed(this.line));
    this.line = [];
    this.used = 0;
    this.hyphen = undefined;
  }
}

function append(line: TextRun[], text: string, style: TextStyle): void {
  const last = line.at(-1);
  if (last?.style === style) last.text += text;
  else line.push({ text, style });
}

/** The line without the spaces at its end, even if they have several styles. */
function trimmed(line: readonly TextRun[]): TextRun[] {
  const kept = [...line];
  for (let last = kept.pop(); last; last = kept.pop()) {
    const text = withoutEndSpace(last.text);
    if (text) return [...kept, { ...last, text }];
  }
  return kept;
}

interface LineArea {
  left: number;
  width: number;
  indent: number;
  direction: Direction;
  isLast: boolean;
}

function placeLine(
  context: SKRSContext2D,
  runs: TextRun[],
  paragraph: Paragraph,
  top: number,
  area: LineArea,
  fonts: FontLibrary,
): PlacedLine {
  const { indent, direction } = area;
  const room = area.width - indent;
  const spread = paragraph.align === 'justify' && !area.isLast ? justified(context, runs, room, fonts) : runs;
  const directed = directRuns(spread, direction);
  const measured = directed.map((run, index) => ({
    ...run,
    ...measureRun(context, run, fonts, index === directed.length - 1),
  }));
  const boxes = (measured.length > 0 ? measured : [strutOf(paragraph)]).map((run) =>
    inlineBox(run, paragraph.lineHeight),
  );
  const above = largest(
    boxes.map((box) => box.above),
    Number.NEGATIVE_INFINITY,
  );
  const height =
    above +
    largest(
      boxes.map(({ below }) => below),
      Number.NEGATIVE_INFINITY,
    );
  const width = measured.reduce((sum, run) => sum + run.width, 0);
  const free = room - width;
  const start = direction === 'rtl' ? free : 0;
  const x =
    area.left +
    (direction === 'rtl' ? 0 : indent) +
    { left: 0, center: free / 2, right: free, justify: start }[paragraph.align];
  const placed: PlacedRun[] = [];
  let at = x;
  for (const index of visualOrder(measured)) {
    const run = measured[index];
    if (!run) continue;
    placed[index] = { text: run.text, style: run.style, x: at, width: run.width, rightToLeft: run.level % 2 === 1 };
    at += run.width;
  }
  return { runs: placed, x, width, top, height, baseline: top + above };
}

/** Gives an empty line its height. */
function strutOf({ runs }: Paragraph): Measured {
  const size = largest(
    runs.map(({ style }) => style.size),
    1,
  );
  return { ascent: size * 0.8, descent: size * 0.2, style: { size } };
}

interface Measured {
  ascent: number;
  descent: number;
  style: Pick<TextStyle, 'size' | 'raised'>;
}

/**
 * The height that a run needs above and below the baseline; half of the leading goes above the letters and half below,
 * as in CSS.
 */
function inlineBox({ ascent, descent, style }: Measured, lineHeight: number) {
  const leading = (style.size * lineHeight - ascent - descent) / 2;
  const raised = style.raised ?? 0;
  return { above: ascent + leading + raised, below: descent + leading - raised };
}

/** The runs of a justified line: its spare width is spread over its spaces. */
function justified(context: SKRSContext2D, runs: TextRun[], room: number, fonts: FontLibrary): TextRun[] {
  const spaces = runs.reduce((sum, { text }) => sum + (text.match(/ /g)?.length ?? 0), 0);
  const used = runs.reduce((sum, run) => sum + measureRun(context, run, fonts, false).width, 0);
  if (spaces === 0 || used >= room) return runs;
  const more = (room - used) / spaces;
  return runs.map(({ text, style }) => ({ text, style: { ...style, wordSpacing: style.wordSpacing + more } }));
}

function measureRun(context: SKRSContext2D, { text, style }: TextRun, fonts: FontLibrary, isLast: boolean) {
  applyStyle(context, style, fonts);
  const { width, fontBoundingBoxAscent, fontBoundingBoxDescent } = context.measureText(text);
  // The space after the last letter is not part of the line.
  return {
    width: Math.max(0, width - (isLast ? style.letterSpacing : 0)),
    ascent: fontBoundingBoxAscent,
    descent: fontBoundingBoxDescent,
  };
}

/** Drops the lines that do not fit the height and ends the last one that fits with the ellipsis. */
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
