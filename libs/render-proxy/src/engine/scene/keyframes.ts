import type { Animated, Tween } from '../../edit/edit';
import { ease } from './easing';

/** One stretch of a value: from `start` to `end` seconds of the clip's own time. */
interface Stretch {
  start: number;
  end: number;
  from: number;
  to: number;
  easing: string | undefined;
  /** Keeps `from` until the end instead of moving. */
  constant: boolean;
}

/** A value over the clip's time, ready to be evaluated at any moment. */
export interface Keyframes {
  readonly initial: number;
  readonly stretches: readonly Stretch[];
}

/**
 * Converts tweens to gap-free stretches: before the first the value moves from `neutral`, between two it moves linearly
 * from one's `to` to the next one's `from`, after the last it stays. A missing `from` continues, a missing `to` stays,
 * a missing length lasts until the clip ends.
 */
export function keyframes(value: Animated | undefined, neutral: number, clipSeconds: number): Keyframes {
  if (!Array.isArray(value)) return { initial: value ?? neutral, stretches: [] };
  const sorted = [...value].sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
  const stretches: Stretch[] = [];
  let current = neutral;
  let time = 0;
  for (const tween of sorted) {
    const stretch = toStretch(tween, current, clipSeconds);
    if (stretch.start > time)
      stretches.push({
        start: time,
        end: stretch.start,
        from: current,
        to: stretch.from,
        easing: undefined,
        constant: false,
      });
    stretches.push(stretch);
    current = stretch.to;
    time = stretch.end;
  }
  const first = stretches[0];
  return { initial: first ? first.from : neutral, stretches };
}

function toStretch(tween: Tween, current: number, clipSeconds: number): Stretch {
  const start = tween.start ?? 0;
  const from = tween.from ?? current;
  const curved = tween.interpolation === 'bezier' || (tween.interpolation === undefined && tween.easing !== undefined);
  return {
    start,
    end: start + (tween.length ?? Math.max(0, clipSeconds - start)),
    from,
    to: tween.to ?? from,
    easing: curved ? (tween.easing ?? 'ease') : undefined,
    constant: tween.interpolation === 'constant',
  };
}

/** The value at `seconds` of the clip's time. */
export function valueAt({ initial, stretches }: Keyframes, seconds: number): number {
  let value = initial;
  for (const stretch of stretches) {
    if (seconds < stretch.start) break;
    if (seconds >= stretch.end) {
      value = stretch.to;
      continue;
    }
    if (stretch.constant) return stretch.from;
    const progress = (seconds - stretch.start) / (stretch.end - stretch.start);
    return stretch.from + (stretch.to - stretch.from) * (stretch.easing ? ease(stretch.easing, progress) : progress);
  }
  return value;
}

/** Whether the value stays the same from `start` to `end` seconds. */
export function isConstant({ stretches }: Keyframes, start: number, end: number): boolean {
  return stretches.every((stretch) => stretch.from === stretch.to || stretch.end <= start || stretch.start >= end);
}

/** The largest value that is ever reached; back easings may exceed it slightly. */
export function largestOf({ initial, stretches }: Keyframes): number {
  return stretches.reduce((largest, { from, to }) => Math.max(largest, from, to), initial);
}
