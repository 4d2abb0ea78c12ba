import { distanceBetween } from '../geodesy';
import type { TrackGap } from '../track';
import { stretches } from './gaps';
import type { Rows } from './order-rows';
import { windowAround } from './position-speed';

/** Below this speed, the movement of a receiver is drift. */
const CREEP = 0.5;
/**
 * Seconds between the positions whose distances are summed: between closer ones, noise exceeds the distance travelled.
 */
const STRIDE = 0.5;

/**
 * Metres since the first point: the device's own counter where the positions confirm it, otherwise along the positions,
 * or from the device's speed where the positions are too coarse or too noisy. A straight line bridges a gap unless the
 * recording was paused; standing still adds nothing.
 */
export function addDistance(
  rows: Rows,
  gaps: readonly TrackGap[],
  { coarse, device }: { coarse: boolean; device: boolean },
): void {
  const { channels } = rows;
  const counter = channels.distance && growing(channels.distance);
  if (channels.latitude && !coarse) {
    const measured = alongPositions(rows, gaps);
    const driven = device ? fromSpeed(rows, gaps) : undefined;
    // Noise can only make the distance longer.
    const noisy = driven && gaps.length === 0 && (measured.at(-1) ?? 0) > (driven.at(-1) ?? 0) * 1.01;
    channels.distance = counter && agree(counter, measured) ? counter : noisy ? driven : measured;
  } else if (counter && !channels.latitude) channels.distance = counter;
  else if (channels.speed) channels.distance = fromSpeed(rows, gaps);
}

/**
 * A wheel sensor or a foot pod is more accurate than chords between positions, unless it was not in use or counts in
 * another unit.
 */
function agree(counter: Float64Array, measured: Float64Array): boolean {
  const [a = 0, b = 0] = [counter.at(-1), measured.at(-1)];
  return a > 0 && Math.abs(a - b) <= b * 0.05;
}

function alongPositions({ time, segment, channels }: Rows, gaps: readonly TrackGap[]): Float64Array {
  const { latitude, longitude, speed } = channels;
  const distance = new Float64Array(time.length);
  if (!latitude || !longitude) return distance;
  const stretch = stretches(time, gaps);
  const { from, to } = windowAround(time, stretch, 2.5);
  const between = (a: number, b: number) =>
    distanceBetween(latitude[a] ?? 0, longitude[a] ?? 0, latitude[b] ?? 0, longitude[b] ?? 0);
  let total = 0;
  let last = -1;
  for (let row = 0; row < time.length; row++) {
    if (Number.isNaN(latitude[row])) continue;
    const connected = last >= 0 && stretch[last] === stretch[row];
    const next = row + 1 < time.length && stretch[row + 1] === stretch[row] && !Number.isNaN(latitude[row + 1]);
    if (connected && next && (time[row] ?? 0) - (time[last] ?? 0) < STRIDE - 1e-6) continue;
    const paused = last >= 0 && !connected && segment[last] !== segment[row];
    const slow = last >= 0 && ((speed?.[row] ?? 0) + (speed?.[last] ?? 0)) / 2 < CREEP;
    const wanders = slow && between(from[row] ?? row, to[row] ?? row) < 3;
    const step = last < 0 || paused || wanders ? 0 : between(last, row);
    spread(distance, time, { last, row, total, step });
    total += step;
    last = row;
  }
  distance.fill(total, last + 1);
  return distance;
}

/** Distributes the distance of a step over its rows. */
function spread(
  distance: Float64Array,
  time: Float64Array,
  { last, row, total, step }: { last: number; row: number; total: number; step: number },
): void {
  const [from = 0, to = 0] = [time[Math.max(0, last)], time[row]];
  for (let between = last + 1; between <= row; between++)
    distance[between] = total + (last < 0 || to === from ? 0 : (step * ((time[between] ?? 0) - from)) / (to - from));
}

/** A counter that may start at any value and may restart from zero. */
export function growing(counter: Float64Array): Float64Array {
  let total = 0;
  let last = Number.NaN;
  return counter.map((value) => {
    if (!Number.isNaN(value)) {
      if (value > last) total += value - last;
      last = value;
    }
    return total;
  });
}

function fromSpeed({ time, channels }: Rows, gaps: readonly TrackGap[]): Float64Array {
  const { speed } = channels;
  const stretch = stretches(time, gaps);
  const distance = new Float64Array(time.length);
  let total = 0;
  for (let row = 1; row < time.length; row++) {
    const mean = ((speed?.[row - 1] ?? 0) + (speed?.[row] ?? 0)) / 2;
    if (stretch[row] === stretch[row - 1] && !Number.isNaN(mean))
      total += mean * ((time[row] ?? 0) - (time[row - 1] ?? 0));
    distance[row] = total;
  }
  return distance;
}
