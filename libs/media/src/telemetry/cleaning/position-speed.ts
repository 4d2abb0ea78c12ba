import { distanceBetween } from '../geodesy';
import type { TrackGap } from '../track';
import { stretches } from './gaps';
import type { Rows } from './order-rows';

/** Seconds on either side of a moment over which a value is derived. */
export function halfWindow(step: number): number {
  return Math.min(6, Math.max(0.6, step));
}

/**
 * For each row the nearest rows at least `half` seconds away on either side, within the same stretch; otherwise the
 * outermost.
 */
export function windowAround(
  time: Float64Array,
  stretch: Uint32Array,
  half: number,
): { from: Uint32Array; to: Uint32Array } {
  const [from, to] = [new Uint32Array(time.length), new Uint32Array(time.length)];
  let [low, high] = [0, 0];
  for (let row = 0; row < time.length; row++) {
    const now = time[row] ?? 0;
    while (stretch[low] !== stretch[row]) low++;
    while (low + 1 < row && now - (time[low + 1] ?? 0) >= half - 1e-9) low++;
    high = Math.max(high, row);
    while (high + 1 < time.length && stretch[high + 1] === stretch[row] && (time[high] ?? 0) - now < half - 1e-9)
      high++;
    from[row] = Math.min(low, row);
    to[row] = high;
  }
  return { from, to };
}

/** Metres per second from the positions alone, by central differences over both halves; NaN where there are none. */
export function positionSpeeds(rows: Rows, gaps: readonly TrackGap[], step: number): Float64Array {
  const { time, channels } = rows;
  const speeds = new Float64Array(time.length).fill(Number.NaN);
  const { latitude, longitude } = channels;
  if (!latitude || !longitude) return speeds;
  const { from, to } = windowAround(time, stretches(time, gaps), halfWindow(step));
  const between = (a: number, b: number) =>
    distanceBetween(latitude[a] ?? 0, longitude[a] ?? 0, latitude[b] ?? 0, longitude[b] ?? 0);
  for (let row = 0; row < time.length; row++) {
    const [low = row, high = row] = [from[row], to[row]];
    const seconds = (time[high] ?? 0) - (time[low] ?? 0);
    if (seconds > 0) speeds[row] = (between(low, row) + between(row, high)) / seconds;
  }
  return speeds;
}
