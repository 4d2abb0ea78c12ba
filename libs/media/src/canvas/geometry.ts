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
