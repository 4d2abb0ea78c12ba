import { clipsToText, type ElementStyle } from './cascade';
import { pixels, visibleColor } from './css-values';
import { parseGradient } from './gradient';
import { type BorderEdge, NO_EDGE, type PlacedBox } from './placed-item';
import { SIDES, type Side } from './shorthands';

/** Pixels around the content of a box. */
export interface BoxEdges {
  /** `auto` takes the free space. */
  margin: Record<Side, number | 'auto'>;
  padding: Record<Side, number>;
  borders: Record<Side, BorderEdge>;
}

const BORDER_WIDTHS: Readonly<Record<string, number>> = { thin: 1, medium: 3, thick: 5 };

const bySide = <T>(read: (side: Side) => T): Record<Side, T> => ({
  top: read('top'),
  right: read('right'),
  bottom: read('bottom'),
  left: read('left'),
});

/**
 * Margins, padding and borders of a box.
 * @param size font size in pixels
 * @param around width of the containing box, to which percentages refer
 */
export function edgesOf(style: ElementStyle, size: number, around: number, color: string): BoxEdges {
  return {
    margin: bySide((side) => {
      const value = style.get(`margin-${side}`);
      return value === 'auto' ? 'auto' : (pixels(value, size, around) ?? 0);
    }),
    padding: bySide((side) => Math.max(0, pixels(style.get(`padding-${side}`), size, around) ?? 0)),
    borders: bySide((side) => borderOf(style, side, size, color)),
  };
}

function borderOf(style: ElementStyle, side: Side, size: number, color: string): BorderEdge {
  const line = style.get(`border-${side}-style`)?.toLowerCase() ?? 'none';
  if (line === 'none' || line === 'hidden') return NO_EDGE;
  const width = style.get(`border-${side}-width`) ?? 'medium';
  const shown = style.get(`border-${side}-color`) ?? 'currentcolor';
  return {
    width: Math.max(0, BORDER_WIDTHS[width] ?? pixels(width, size) ?? 0),
    style: line,
    color: /^currentcolor$/i.test(shown) ? color : (visibleColor(shown) ?? 'transparent'),
  };
}

export const amount = (margin: number | 'auto'): number => (margin === 'auto' ? 0 : margin);

/** Padding and borders of both sides. */
export function innerWidth({ padding, borders }: BoxEdges): number {
  return padding.left + padding.right + borders.left.width + borders.right.width;
}

/** The background behind an element; none when it only shows through the letters. */
export function backgroundOf(style: ElementStyle): Pick<PlacedBox, 'fill' | 'gradient'> {
  if (clipsToText(style)) return {};
  return { fill: visibleColor(style.get('background-color')), gradient: parseGradient(style.get('background-image')) };
}

/** The drawn rectangle of a box; `undefined` when none of it is visible. */
export function decorationOf(style: ElementStyle, { borders }: BoxEdges, size: number): PlacedBox | undefined {
  const { fill, gradient } = backgroundOf(style);
  const isBordered = SIDES.some((side) => borders[side].width > 0);
  if (!fill && !gradient && !isBordered) return undefined;
  const radius = pixels(style.get('border-radius')?.split(/[\s/]/)[0], size, 100) ?? 0;
  return { kind: 'box', x: 0, y: 0, width: 0, height: 0, fill, gradient, radius, borders };
}

/** The minimum height of the content; percentages of an unknown height are ignored. */
export function heightOf(style: ElementStyle, size: number): number {
  return pixels(style.get('height'), size, 0) ?? pixels(style.get('min-height'), size, 0) ?? 0;
}
