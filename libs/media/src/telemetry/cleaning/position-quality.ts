import type { ChannelColumns } from '../track';
import type { Rows } from './order-rows';

/** The rounding step of the recorded positions, in metres; 0 when it is negligible. */
export function positionStep({ latitude, longitude }: ChannelColumns): number {
  if (!latitude || !longitude) return 0;
  const stride = Math.max(1, Math.floor(latitude.length / 300));
  let decimals = 0;
  for (let row = 0; row < latitude.length; row += stride) {
    for (const value of [latitude[row] ?? 0, longitude[row] ?? 0]) decimals = Math.max(decimals, decimalsOf(value));
    if (decimals >= 7) return 0;
  }
  return 111_000 / 10 ** decimals;
}

function decimalsOf(value: number): number {
  if (Number.isNaN(value)) return 0;
  for (let decimals = 0; decimals < 7; decimals++) {
    const scaled = value * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * 10 ** (decimals / 2)) return decimals;
  }
  return 7;
}

/**
 * Rows recorded faster than the receiver measures repeat its last position. Blanks the repetitions, so that they are
 * interpolated instead of standing still and jumping.
 * @returns 1 for each blanked row, which nevertheless has a fix
 */
export function heldPositions({ time, channels }: Rows): Uint8Array {
  const held = new Uint8Array(time.length);
  const { latitude, longitude } = channels;
  if (!latitude || !longitude) return held;
  const runs = runsOf(time, latitude, longitude);
  const usual = median(runs.map(({ seconds }) => seconds));
  const rows = median(runs.map(({ to, from }) => to - from));
  if (runs.length < 3 || rows < 2 || usual > 1.5) return held;
  for (const { from, to, seconds } of runs) {
    // The end of a long stop is a measurement again.
    const end = (time[from] ?? 0) + seconds - usual * 1.01;
    const stands = seconds > usual * 2.2;
    let closed = false;
    for (let row = from + 1; row < to; row++) {
      if (stands && !closed && (time[row] ?? 0) >= end) closed = true;
      else {
        held[row] = 1;
        latitude[row] = Number.NaN;
        longitude[row] = Number.NaN;
      }
    }
  }
  const [before, last] = runs.slice(-2);
  if (before && last) goOn(time, latitude, longitude, before, last);
  return held;
}

/** After the last measurement there is nothing to interpolate to: continues the previous movement. */
function goOn(time: Float64Array, latitude: Float64Array, longitude: Float64Array, before: Run, last: Run): void {
  for (const column of [latitude, longitude]) {
    const [from = 0, to = 0] = [column[before.from], column[last.from]];
    const pace = (to - from) / ((time[last.from] ?? 0) - (time[before.from] ?? 0));
    for (let row = last.from + 1; row < last.to; row++)
      if (Number.isNaN(column[row])) column[row] = to + pace * ((time[row] ?? 0) - (time[last.from] ?? 0));
  }
}

/** The rows from `from` to before `to` are at the same place; `seconds` lasts until the next place. */
interface Run {
  from: number;
  to: number;
  seconds: number;
}

function runsOf(time: Float64Array, latitude: Float64Array, longitude: Float64Array): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (let row = 1; row <= time.length; row++) {
    if (row < time.length && latitude[row] === latitude[from] && longitude[row] === longitude[from]) continue;
    const next = row < time.length ? time[row] : time[row - 1];
    if (!Number.isNaN(latitude[from])) runs.push({ from, to: row, seconds: (next ?? 0) - (time[from] ?? 0) });
    from = row;
  }
  return runs;
}

export function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
