import { AT_REST, type Deviation } from './transitions';

const ZOOM: Readonly<Record<string, number>> = { '': 1.3, Slow: 1.1, Fast: 1.7 };
/** Fraction of the frame to each side; the picture is enlarged just enough to cover the frame throughout. */
const SLIDE: Readonly<Record<string, number>> = { '': 0.12, Slow: 0.03, Fast: 0.2 };
const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  Left: [-1, 0],
  Right: [1, 0],
  Up: [0, -1],
  Down: [0, 1],
};

/** The steady motion over the whole clip; `progress` runs linearly from 0 to 1. */
export function effectAt(effect: string | undefined, progress: number): Deviation {
  const [, kind, direction = '', variant = ''] =
    /^(zoom|slide)(In|Out|Left|Right|Up|Down)(Slow|Fast)?$/.exec(effect ?? '') ?? [];
  if (kind === 'zoom') {
    const grown = direction === 'In' ? progress : 1 - progress;
    return { ...AT_REST, scale: 1 + ((ZOOM[variant] ?? 1) - 1) * grown };
  }
  const along = DIRECTIONS[direction];
  if (kind !== 'slide' || !along) return AT_REST;
  const reach = SLIDE[variant] ?? 0;
  const away = reach * (2 * progress - 1);
  return { ...AT_REST, dx: along[0] * away, dy: along[1] * away, scale: 1 + 2 * reach };
}

/** The largest scale that the effect reaches, so that a still can be prepared sharply enough. */
export function largestEffectScale(effect: string | undefined): number {
  return Math.max(effectAt(effect, 0).scale, effectAt(effect, 1).scale);
}
