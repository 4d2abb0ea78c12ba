import { telemetrySpeedUnitUnknown } from '../telemetry.errors';
import { SPEED_UNITS, type SpeedUnit } from '../track';
import type { RawTrack } from '../track-builder';
import { growing } from './derive-distance';
import type { Rows } from './order-rows';
import { windowAround } from './position-speed';
import { speedUnitOf } from './speed-unit';

export interface SpeedChoice {
  /** The unit that the user specified. */
  speedUnit: SpeedUnit | undefined;
  /** The positions are too coarse to judge a speed by. */
  coarse: boolean;
}

/**
 * Decides on the unit of the device's speed, refuses values that the positions contradict, and falls back to the
 * positions.
 * @throws telemetrySpeedUnitUnknown when nothing reveals the unit and there are no positions
 */
export function settleSpeed(
  raw: RawTrack,
  rows: Rows,
  reference: Float64Array,
  choice: SpeedChoice,
): 'device' | 'positions' {
  const speed = rows.channels.speed;
  const known = reference.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  const measured = speed?.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0) ?? 0;
  if (!speed || measured * 2 < known) return usePositions(rows, reference);
  const unit = choice.speedUnit ?? speedUnitOf(raw, speed, choice.coarse ? undefined : reference);
  if (!unit) {
    if (known === 0) throw telemetrySpeedUnitUnknown();
    raw.warnings.push({
      code: 'speed_from_positions',
      message: 'The unit of the speed is not certain, so the speed was derived from the positions.',
    });
    return usePositions(rows, reference);
  }
  for (const [row, value] of speed.entries()) speed[row] = value * SPEED_UNITS[unit];
  const refused = refuseJumps(rows.time, speed) + (choice.coarse ? 0 : refuseContradicted(rows.time, speed, reference));
  raw.counts.rejected += refused;
  if (refused > 0)
    raw.warnings.push({ code: 'speeds_replaced', message: `${refused} impossible speeds were replaced.` });
  replaceMissing(rows.time, speed, reference);
  return 'device';
}

function usePositions(rows: Rows, reference: Float64Array): 'device' | 'positions' {
  if (!reference.every(Number.isNaN)) rows.channels.speed = reference.slice();
  else if (rows.channels.distance) {
    rows.channels.speed = counterSpeeds(rows, growing(rows.channels.distance));
    return 'device';
  }
  return 'positions';
}

/** Speeds from the distance that a trainer or a wheel sensor counts. */
function counterSpeeds({ time }: Rows, counter: Float64Array): Float64Array {
  const { from, to } = windowAround(time, new Uint32Array(time.length), 1);
  return time.map((_, row) => {
    const [low = row, high = row] = [from[row], to[row]];
    return ((counter[high] ?? 0) - (counter[low] ?? 0)) / Math.max(1e-6, (time[high] ?? 0) - (time[low] ?? 0));
  });
}

/** Refuses single values that differ from both neighbours by more than any acceleration explains. */
function refuseJumps(time: Float64Array, speed: Float64Array): number {
  const refused: number[] = [];
  for (let row = 1; row + 1 < speed.length; row++) {
    const [before = 0, here = 0, after = 0] = [speed[row - 1], speed[row], speed[row + 1]];
    const dt = Math.max((time[row] ?? 0) - (time[row - 1] ?? 0), (time[row + 1] ?? 0) - (time[row] ?? 0));
    if (here > Math.max(before, after) + 15 * dt + 3 || here < Math.min(before, after) - 15 * dt - 3) refused.push(row);
  }
  for (const row of refused) speed[row] = Number.NaN;
  return refused.length;
}

/** Seconds by which a receiver's speed may lag behind its positions. */
const LAG = 1.5;

/** Refuses values outside the range that the positions show around that moment. */
function refuseContradicted(time: Float64Array, speed: Float64Array, reference: Float64Array): number {
  let refused = 0;
  let from = 0;
  let to = 0;
  for (let row = 0; row < speed.length; row++) {
    const now = time[row] ?? 0;
    while (now - (time[from] ?? 0) > LAG) from++;
    while (to + 1 < speed.length && (time[to + 1] ?? 0) - now <= LAG) to++;
    let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    // At high rates a sample of the rows is enough.
    const stride = Math.max(1, Math.floor((to - from) / 24));
    for (let near = from; near <= to; near += stride) {
      const value = reference[near] ?? Number.NaN;
      if (value < lowest) lowest = value;
      if (value > highest) highest = value;
    }
    if (highest < 0) continue;
    const value = speed[row] ?? Number.NaN;
    if (value > highest + Math.max(8, highest * 0.35) || value < lowest - Math.max(8, lowest * 0.35)) {
      speed[row] = Number.NaN;
      refused++;
    }
  }
  return refused;
}

/** Replaces missing speeds: from the neighbours where they are near, otherwise from the positions. */
function replaceMissing(time: Float64Array, speed: Float64Array, reference: Float64Array): void {
  let before = -1;
  for (let row = 0; row <= speed.length; row++) {
    if (row < speed.length && Number.isNaN(speed[row])) continue;
    const near = before >= 0 && row < speed.length && (time[row] ?? 0) - (time[before] ?? 0) <= 2.5;
    for (let missing = before + 1; missing < row; missing++) {
      const share = ((time[missing] ?? 0) - (time[before] ?? 0)) / ((time[row] ?? 0) - (time[before] ?? 0));
      speed[missing] = near
        ? (speed[before] ?? 0) + ((speed[row] ?? 0) - (speed[before] ?? 0)) * share
        : (reference[missing] ?? Number.NaN);
    }
    before = row;
  }
}
