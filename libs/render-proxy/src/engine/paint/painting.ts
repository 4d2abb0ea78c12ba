import type { Rect, UnitAnimation } from '@app/media';
import type { SKRSContext2D } from '@napi-rs/canvas';

/** A drawing for the box of a layer, whose upper left corner is the origin. */
export interface Painting {
  /** The part of the box that it touches; generous where letters move. */
  ink(isAnimated: boolean): Rect;
  draw(context: SKRSContext2D, animation?: UnitAnimation): void;
}
