import { layoutText, type TextLayout } from '@app/media';
import { type Element, isTag } from 'domhandler';
import type { FlowTools } from './flow-tools';
import { NO_BORDERS, type PlacedItem } from './placed-item';
import type { TextLook } from './text-look';

interface OpenMarker {
  element: Element;
  look: TextLook;
  x: number;
}

type Line = TextLayout['lines'][number];

/** Places the markers of list items next to their first lines. */
export class ListMarkers {
  private readonly waiting: OpenMarker[] = [];

  constructor(
    private readonly items: PlacedItem[],
    private readonly tools: FlowTools,
  ) {}

  /** Keeps an item until its first line is placed. `x` is the left edge of its content. */
  open(element: Element, look: TextLook, x: number): void {
    this.waiting.push({ element, look, x });
  }

  /** Draws the pending markers next to a line of text at `y`. */
  place(line: Line | undefined, y: number): void {
    for (const marker of this.waiting.splice(0)) if (line) this.draw(marker, line, y);
  }

  private draw({ element, look, x }: OpenMarker, line: Line, y: number): void {
    const { size, color } = look.style;
    const type = look.listStyle ?? 'disc';
    if (type === 'none') return;
    if (type === 'disc' || type === 'circle' || type === 'square') {
      const side = size * 0.36;
      const edge = { width: Math.max(1, size / 16), style: 'solid', color };
      this.items.push({
        kind: 'box',
        x: x - size * 0.55 - side,
        y: y + line.baseline - size * 0.34 - side / 2,
        width: side,
        height: side,
        radius: type === 'square' ? 0 : side / 2,
        borders: type === 'circle' ? { top: edge, right: edge, bottom: edge, left: edge } : NO_BORDERS,
        fill: type === 'circle' ? undefined : color,
      });
      return;
    }
    this.drawNumber(`${numberOf(orderOf(element), type)}.`, look, x, y + line.baseline);
  }

  private drawNumber(text: string, { style }: TextLook, x: number, baseline: number): void {
    const width = style.size * 4;
    const block = {
      box: { width, height: 0 },
      padding: { top: 0, right: 0, bottom: 0, left: 0 },
      paragraphs: [{ runs: [{ text, style }], align: 'right' as const, spaceBefore: 0, lineHeight: 1 }],
      vertical: 'top' as const,
    };
    const layout = layoutText(this.tools.context, block, this.tools.fonts);
    const own = layout.lines[0]?.baseline ?? 0;
    this.items.push({ kind: 'text', x: x - width - style.size * 0.35, y: baseline - own, block, layout });
  }
}

/** The number of an item in its list. */
function orderOf(element: Element): number {
  const siblings = (element.parent?.children ?? []).filter(isTag).filter(({ name }) => name === 'li');
  const start = element.parent && isTag(element.parent) ? Number(element.parent.attribs.start ?? 1) : 1;
  const place = siblings.indexOf(element);
  const numbered = siblings.slice(0, place + 1).findLastIndex(({ attribs }) => /^-?\d{1,9}$/.test(attribs.value ?? ''));
  if (numbered >= 0) return Number(siblings[numbered]?.attribs.value) + place - numbered;
  return (Number.isFinite(start) ? start : 1) + place;
}

const ROMAN: readonly [number, string][] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

/** A number in the notation of `list-style-type`. */
export function numberOf(order: number, type: string): string {
  if (/alpha|latin/.test(type) && order >= 1) return cased(letters(order), type);
  if (/roman/.test(type) && order >= 1 && order < 4000) return cased(roman(order), type);
  return type === 'decimal-leading-zero' ? String(order).padStart(2, '0') : String(order);
}

const cased = (text: string, type: string): string => (type.startsWith('upper') ? text.toUpperCase() : text);

function letters(order: number): string {
  const rest = Math.floor((order - 1) / 26);
  return (rest > 0 ? letters(rest) : '') + String.fromCharCode(97 + ((order - 1) % 26));
}

function roman(order: number): string {
  let left = order;
  return ROMAN.map(([value, sign]) => {
    const count = Math.floor(left / value);
    left -= count * value;
    return sign.repeat(count);
  }).join('');
}
