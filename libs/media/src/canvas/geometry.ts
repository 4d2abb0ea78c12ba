/** Pixels. */
export interface Size {
  width: number;
  height: number;
}

/** A size and the position of its upper left corner, in pixels. */
export interface Rect extends Size {
  x: number;
  y: number;
}

/**
 * The largest of any number of values, including so many that spreading them into a call would overflow the stack;
 * `least` for none.
 */
export const largest = (values: readonly number[], least: number): number =>
  values.reduce((found, value) => Math.max(found, value), least);
