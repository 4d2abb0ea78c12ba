import type { TrackGap } from '../track';
import type { Rows } from './order-rows';

/** The rows with a measurement: a position, or any value when the file has no positions. */
export function fixRows({ time, withoutFix, channels }: Rows, held: Uint8Array): Uint32Array {
  const { latitude } = channels;
  const columns = Object.values(channels);
  const measured = (row: number) =>
    latitude ? held[row] === 1 || !Number.isNaN(latitude[row]) : columns.some((column) => !Number.isNaN(column[row]));
  return Uint32Array.from(time.keys()).filter((row) => withoutFix[row] === 0 && measured(row));
}

/** How often the recording has a fix. */
export interface FixRhythm {
  /** Median seconds between two fixes. */
  interval: number;
  /** Seconds without a fix that are still normal for this recording. */
  longest: number;
}

/**
 * Watches that save memory record a point only when something changes, so a tenth of the steps may be longer than
 * usual.
 */
export function rhythmOf(time: Float64Array, fixes: Uint32Array): FixRhythm {
  const steps = new Float64Array(fixes.length - 1);
  for (let index = 1; index < fixes.length; index++)
    steps[index - 1] = (time[fixes[index] ?? 0] ?? 0) - (time[fixes[index - 1] ?? 0] ?? 0);
  steps.sort();
  const interval = steps[steps.length >> 1] ?? 1;
  const long = steps[Math.floor(steps.length * 0.9)] ?? interval;
  return { interval, longest: Math.max(3, interval * 3, Math.min(10, long * 1.5)) };
}

/** Longer than the recording's rhythm explains, or longer than two seconds while the receiver reports no fix. */
export function gapsBetween(
  { time, withoutFix }: Rows,
  fixes: Uint32Array,
  { interval, longest }: FixRhythm,
): TrackGap[] {
  const gaps: TrackGap[] = [];
  for (let index = 1; index < fixes.length; index++) {
    const [before = 0, after = 0] = [fixes[index - 1], fixes[index]];
    const [from = 0, to = 0] = [time[before], time[after]];
    const lost = after - before > 1 && withoutFix.subarray(before + 1, after).includes(1);
    if (to - from > longest || (lost && to - from > Math.max(2, interval * 2.5))) gaps.push({ from, to });
  }
  return gaps;
}

/** The number of gaps that end at or before each row; two rows are connected when their numbers are equal. */
export function stretches(time: Float64Array, gaps: readonly TrackGap[]): Uint32Array {
  const numbers = new Uint32Array(time.length);
  let gap = 0;
  for (let row = 0; row < time.length; row++) {
    while (gap < gaps.length && (gaps[gap]?.to ?? 0) <= (time[row] ?? 0)) gap++;
    numbers[row] = gap;
  }
  return numbers;
}
