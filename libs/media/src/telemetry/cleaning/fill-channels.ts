import { compassDegrees, wrapDegrees } from '../geodesy';
import { CHANNELS, type Channel, type TrackGap } from '../track';
import { stretches } from './gaps';
import type { Rows } from './order-rows';

/** Seconds over which a missing value is interpolated, unless the channel as a whole is slower than that. */
const LONGEST_FILL = 2;

/** Interpolates the missing values of a channel between two known ones, never across a gap. */
export function fillChannels(rows: Rows, gaps: readonly TrackGap[], longestStep: number): void {
  const stretch = stretches(rows.time, gaps);
  for (const channel of CHANNELS) {
    const column = rows.channels[channel];
    if (!column) continue;
    const position = channel === 'latitude' || channel === 'longitude';
    fill(column, rows.time, stretch, { channel, longest: position ? longestStep : longestFill(column, rows.time) });
  }
}

function longestFill(column: Float64Array, time: Float64Array): number {
  const steps = new Float64Array(column.length);
  let count = 0;
  let last = -1;
  for (let row = 0; row < column.length; row++) {
    if (Number.isNaN(column[row])) continue;
    if (last >= 0) steps[count++] = (time[row] ?? 0) - (time[last] ?? 0);
    last = row;
  }
  const usual = steps.subarray(0, count).sort()[count >> 1] ?? 0;
  return Math.max(LONGEST_FILL, Math.min(usual * 3, 15));
}

function fill(
  column: Float64Array,
  time: Float64Array,
  stretch: Uint32Array,
  { channel, longest }: { channel: Channel; longest: number },
): void {
  let before = -1;
  for (let row = 0; row < column.length; row++) {
    if (Number.isNaN(column[row])) continue;
    const seconds = (time[row] ?? 0) - (time[before] ?? 0);
    if (before >= 0 && row - before > 1 && seconds <= longest && stretch[before] === stretch[row]) {
      for (let missing = before + 1; missing < row; missing++) {
        const share = ((time[missing] ?? 0) - (time[before] ?? 0)) / seconds;
        column[missing] = interpolate(channel, column[before] ?? 0, column[row] ?? 0, share);
      }
    }
    before = row;
  }
}

/** Along the shorter arc for angles; gears have nothing in between. */
export function interpolate(channel: Channel, from: number, to: number, share: number): number {
  if (channel === 'course') return compassDegrees(from + wrapDegrees(to - from) * share);
  if (channel === 'longitude') return wrapDegrees(from + wrapDegrees(to - from) * share);
  if (channel === 'gear') return share < 1 ? from : to;
  return from + (to - from) * share;
}
