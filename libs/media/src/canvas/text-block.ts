import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Rect, Size } from './geometry';

/** What fills an area that is known only when the text is drawn. */
export type AreaFill = (context: SKRSContext2D, area: Rect) => SKRSContext2D['fillStyle'];
export type Highlight = string | AreaFill;

/** The appearance of a piece of text. */
export interface TextStyle {
  /** A family of the font library. */
  family: string;
  /** Pixels. */
  size: number;
  weight: number;
  italic: boolean;
  /** CSS colour, including opacity. */
  color: string;
  /** Fills the letters instead of the colour. */
  paint?: AreaFill;
  /** Behind the letters. */
  highlight?: Highlight;
  letterSpacing: number;
  wordSpacing: number;
  underline: boolean;
  lineThrough: boolean;
  overline?: boolean;
  /** Pixels above the baseline; negative below. */
  raised?: number;
  /** Lines do not break inside this text. */
  noWrap?: boolean;
  /** Overrides the value of its block. */
  shadow?: Shadow;
}

export interface TextRun {
  text: string;
  style: TextStyle;
}

/** Text up to a line break that its author wrote. */
export interface Paragraph {
  runs: TextRun[];
  align: 'left' | 'center' | 'right' | 'justify';
  /** Default: the direction of its first letter. */
  direction?: 'ltr' | 'rtl';
  /** Pixels before its first line. */
  indent?: number;
  /** Pixels left free above it. */
  spaceBefore: number;
  /** Line height as a multiple of the font size. */
  lineHeight: number;
}

/** Pixels on each side. */
export interface Sides {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

export interface Plate {
  color: string;
  radius: number;
  /** How far it reaches beyond the text. */
  padding: Sides;
}

/** Pixels; the colour includes the opacity. */
export interface Shadow {
  color: string;
  blur: number;
  x: number;
  y: number;
}

export interface Gradient {
  /** Default: linear. */
  type?: 'linear' | 'radial';
  /** Degrees clockwise from left to right. Default: 0. */
  angle?: number;
  /** `offset` is 0..1. */
  stops: { offset: number; color: string }[];
}

/** A box with text in it: every text asset becomes one. */
export interface TextBlock {
  box: Size;
  padding: Sides;
  paragraphs: Paragraph[];
  vertical: 'top' | 'middle' | 'bottom';
  /** Fills the whole box. */
  fill?: { color: string; radius: number };
  /** Fits the text. */
  plate?: Plate;
  border?: { color: string; width: number; radius: number };
  stroke?: { color: string; width: number };
  shadow?: Shadow;
  gradient?: Gradient;
  /** Pixels by which moving or marked parts of the text may reach beyond it, in addition to a margin for any. */
  reach?: number;
  /** Appended where text that does not fit is cut off. Without it the text overflows. */
  ellipsis?: string;
}
