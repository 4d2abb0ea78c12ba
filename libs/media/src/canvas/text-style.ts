import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { namedWeight } from './font-name';

/**
 * Converts `#rgb`, `#rrggbb`, `#aarrggbb` (Shotstack's notation for transparency) or a CSS name, with an opacity, to a
 * CSS colour.
 */
export function cssColor(color: string, opacity = 1): string {
  const text = color.trim();
  const [, alpha, rgb] = /^#([0-9a-f]{2})([0-9a-f]{6})$/i.exec(text) ?? [];
  const long = /^#[0-9a-f]{3}$/i.test(text) ? text.replace(/[0-9a-f]/gi, '$&$&') : text;
  const hex = rgb ?? /^#([0-9a-f]{6})$/i.exec(long)?.[1];
  if (hex === undefined) return text;
  const value = Number.parseInt(hex, 16);
  const share = (alpha === undefined ? 1 : Number.parseInt(alpha, 16) / 255) * opacity;
  return `rgba(${value >> 16}, ${(value >> 8) & 255}, ${value & 255}, ${Number(share.toFixed(3))})`;
}

let probe: SKRSContext2D | undefined;

/** The canvas needs quadratic time for functions of colours within others, and cannot be interrupted. */
const LONGEST_COLOR = 200;

/** Whether the canvas draws this colour. It keeps the former one where it does not know a text. */
export function isColor(color: string): boolean {
  if (color.length > LONGEST_COLOR) return false;
  const context = (probe ??= createCanvas(1, 1).getContext('2d'));
  const [first, second] = ['#010203', '#040506'].map((former) => {
    context.fillStyle = former;
    context.fillStyle = cssColor(color);
    return context.fillStyle;
  });
  return first === second;
}

/** Weights as numbers or names (`"semibold"`, `"700"`), converted to 100–950. */
export function weightOf(weight: unknown): number {
  if (weight === 'bolder') return 700;
  const named = typeof weight === 'string' ? namedWeight(weight) : undefined;
  if (named !== undefined) return named;
  const number = Number(weight ?? 400);
  return number >= 1 && number <= 1000 ? number : 400;
}

export function transformText(text: string, transform: string | undefined): string {
  if (transform === 'uppercase') return text.toUpperCase();
  if (transform === 'lowercase') return text.toLowerCase();
  if (transform === 'capitalize')
    return text.replace(/(^|[\s\p{P}])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
  return text;
}
