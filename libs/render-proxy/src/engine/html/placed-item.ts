import type { Rect, TextBlock, TextLayout } from '@app/media';
import type { BoxGradient } from './gradient';
import type { Side } from './shorthands';

export interface BorderEdge {
  width: number;
  style: string;
  color: string;
}

/** A rectangle with a background and borders. */
export interface PlacedBox extends Rect {
  kind: 'box';
  fill?: string | undefined;
  gradient?: BoxGradient | undefined;
  radius: number;
  borders: Record<Side, BorderEdge>;
}

/** Lines of text with their corner at `x`, `y`. */
export interface PlacedText {
  kind: 'text';
  x: number;
  y: number;
  block: TextBlock;
  layout: TextLayout;
}

export type PlacedItem = PlacedBox | PlacedText;

export const NO_EDGE: BorderEdge = { width: 0, style: 'none', color: 'transparent' };
export const NO_BORDERS: Record<Side, BorderEdge> = { top: NO_EDGE, right: NO_EDGE, bottom: NO_EDGE, left: NO_EDGE };

/** Moves items that were laid out separately to their position. */
export function moveItems(items: readonly PlacedItem[], dx: number, dy: number): void {
  for (const item of items) {
    item.x += dx;
    item.y += dy;
  }
}
