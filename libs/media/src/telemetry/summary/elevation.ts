import type { Track } from '../track';

/** Metres. */
export interface ElevationSummary {
  lowest: number;
  highest: number;
  ascent: number;
  descent: number;
}

/** Metres that a height must change before it counts: satellite heights drift by more than a road climbs. */
const HYSTERESIS = 3;

/** Undefined when this part of the track has no heights. */
export function elevationOf({ time, channels }: Track, from: number, to: number): ElevationSummary | undefined {
  const { altitude } = channels;
  let summary: ElevationSummary | undefined;
  let turn = 0;
  for (let row = 0; row < time.length; row++) {
    const height = altitude?.[row] ?? Number.NaN;
    const now = time[row] ?? 0;
    if (Number.isNaN(height) || now < from || now > to) continue;
    if (!summary) {
      summary = { lowest: height, highest: height, ascent: 0, descent: 0 };
      turn = height;
    }
    summary.lowest = Math.min(summary.lowest, height);
    summary.highest = Math.max(summary.highest, height);
    if (Math.abs(height - turn) < HYSTERESIS) continue;
    if (height > turn) summary.ascent += height - turn;
    else summary.descent += turn - height;
    turn = height;
  }
  return summary;
}
