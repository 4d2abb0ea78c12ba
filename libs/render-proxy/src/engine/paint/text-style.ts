import type { Background, Gradient, Padding, Shadow, Stroke } from '../../edit/edit';

export type { Size } from '../scene/scene';
export type { Gradient };

/** A shadow ready to draw. */
export interface Shadow2d {
  color: string;
  blur: number;
  x: number;
  y: number;
}
export type { Shadow2d as Shadow };

/** `#rgb`, `#rrggbb`, `#aarrggbb` (as Shotstack writes transparency) or a CSS name, with an opacity, as a CSS colour. */
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

export function strokeOf(stroke: Stroke | undefined): { color: string; width: number } | undefined {
  if (!stroke?.width) return undefined;
  return { color: cssColor(stroke.color ?? '#000000', stroke.opacity), width: stroke.width };
}

export function shadowOf(shadow: Shadow | undefined): Shadow2d | undefined {
  if (!shadow) return undefined;
  const { offsetX = 0, offsetY = 0, blur = 0, color = '#000000', opacity = 0.5 } = shadow;
  return offsetX === 0 && offsetY === 0 && blur === 0
    ? undefined
    : { color: cssColor(color, opacity), blur, x: offsetX, y: offsetY };
}

export function backgroundColor(background: Background | undefined): string | undefined {
  return background?.color === undefined || background.opacity === 0
    ? undefined
    : cssColor(background.color, background.opacity);
}

export function sidesOf(padding: Padding | undefined): { top: number; right: number; bottom: number; left: number } {
  if (typeof padding === 'number') return { top: padding, right: padding, bottom: padding, left: padding };
  return { top: padding?.top ?? 0, right: padding?.right ?? 0, bottom: padding?.bottom ?? 0, left: padding?.left ?? 0 };
}

/** Numbers and names of weights (`"bold"`, `"700"`) as 100–900. */
export function weightOf(weight: unknown): number {
  if (weight === 'bold' || weight === 'bolder') return 700;
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
