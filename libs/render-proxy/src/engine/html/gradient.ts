import { cssColor, isColor, type Rect } from '@app/media';
import type { SKRSContext2D } from '@napi-rs/canvas';
import { pixels, splitList, splitValue } from './css-values';

/** A CSS gradient. */
export interface BoxGradient {
  type: 'linear' | 'radial';
  /** Degrees clockwise; 0 points up. */
  angle: number;
  stops: { offset: number; color: string }[];
}

const ANGLES: Readonly<Record<string, number>> = { top: 0, right: 90, bottom: 180, left: 270 };

/** Parses `linear-gradient()` and `radial-gradient()`; `undefined` for any other image. */
export function parseGradient(image: string | undefined): BoxGradient | undefined {
  const [, type, content = ''] =
    /^(?:-webkit-)?(?:repeating-)?(linear|radial)-gradient\((.*)\)$/is.exec(image ?? '') ?? [];
  if (type === undefined) return undefined;
  const parts = splitList(content);
  const angle = directionAngle(parts[0] ?? '');
  const isShape = /^(circle|ellipse|closest|farthest|at )/i.test(parts[0] ?? '');
  const written = (angle !== undefined || isShape ? parts.slice(1) : parts).map(readStop);
  // A hint between two colours, and what is no colour, would end the painting.
  const stops = written.filter(({ color }) => isColor(color));
  if (stops.length < 2) return undefined;
  return { type: type.toLowerCase() === 'radial' ? 'radial' : 'linear', angle: angle ?? 180, stops: spread(stops) };
}

function directionAngle(text: string): number | undefined {
  const [, number, unit] = /^([+-]?[\d.]+)(deg|rad|grad|turn)$/i.exec(text) ?? [];
  if (number !== undefined)
    return Number(number) * ({ deg: 1, rad: 180 / Math.PI, grad: 0.9, turn: 360 }[unit?.toLowerCase() ?? 'deg'] ?? 1);
  const [, first, second] = /^to (top|right|bottom|left)(?: (top|right|bottom|left))?$/i.exec(text) ?? [];
  if (first === undefined) return undefined;
  const [a = 0, b] = [first, second].flatMap((side) => (side ? [ANGLES[side.toLowerCase()] ?? 0] : []));
  if (b === undefined) return a;
  return Math.abs(a - b) > 180 ? 315 : (a + b) / 2;
}

interface Stop {
  color: string;
  offset: number | undefined;
}

function readStop(text: string): Stop {
  const tokens = splitValue(text);
  const place = pixels(tokens.at(-1), 16, 1);
  const hasPlace = tokens.length > 1 && place !== undefined;
  return { color: cssColor(tokens[0] ?? ''), offset: hasPlace ? Math.min(1, Math.max(0, place)) : undefined };
}

/** Spaces stops without a position evenly between their neighbours. */
function spread(stops: readonly Stop[]): BoxGradient['stops'] {
  const last = stops.length - 1;
  const known = stops.map(({ offset }, index) => offset ?? (index === 0 ? 0 : index === last ? 1 : undefined));
  return stops.map(({ color }, index) => {
    const before = known.findLastIndex((offset, at) => at <= index && offset !== undefined);
    const after = known.findIndex((offset, at) => at >= index && offset !== undefined);
    const [low = 0, high = 1] = [known[before], known[after]];
    return { color, offset: after === before ? low : low + ((high - low) * (index - before)) / (after - before) };
  });
}

/** The gradient as a fill for a rectangle. */
export function gradientFill(context: SKRSContext2D, { type, angle, stops }: BoxGradient, rect: Rect) {
  const center = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
  const radians = ((angle - 90) * Math.PI) / 180;
  const reach = (Math.abs(rect.width * Math.cos(radians)) + Math.abs(rect.height * Math.sin(radians))) / 2;
  const along = { x: Math.cos(radians) * reach, y: Math.sin(radians) * reach };
  const fill =
    type === 'radial'
      ? context.createRadialGradient(center.x, center.y, 0, center.x, center.y, Math.hypot(rect.width, rect.height) / 2)
      : context.createLinearGradient(center.x - along.x, center.y - along.y, center.x + along.x, center.y + along.y);
  for (const { offset, color } of stops) fill.addColorStop(offset, color);
  return fill;
}
