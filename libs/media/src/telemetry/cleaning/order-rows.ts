import { telemetryNoValidPoints } from '../telemetry.errors';
import { CHANNELS, type Channel, type ChannelColumns } from '../track';
import type { RawTrack } from '../track-builder';

/** Rows in strictly increasing time; a time that occurred several times is one row. */
export interface Rows {
  time: Float64Array;
  segment: Uint32Array;
  withoutFix: Uint8Array;
  channels: ChannelColumns;
}

/** Times before 2000 and after 2100 come from receivers that do not have the date yet. */
const YEAR_2000 = 946_684_800;
const YEAR_2100 = 4_102_444_800;
const DAY = 86_400;

/** Drops impossible times, sorts, spreads bursts that share a second, and merges rows of the same time. */
export function orderRows(raw: RawTrack): Rows {
  const order = sorted(raw, plausibleRows(raw));
  if (order.length === 0) throw noPoints(raw);
  const times = spreadBursts(raw, order);
  return merge(raw, order, times);
}

function noPoints({ counts }: RawTrack) {
  if (counts.read === 0)
    return telemetryNoValidPoints('The file holds no points of a track; waypoints and planned routes have no times.');
  return telemetryNoValidPoints(
    `Of ${counts.read} points, ${counts.withoutFix} had no fix and ${counts.rejected} were refused; none remains.`,
  );
}

function plausibleRows(raw: RawTrack): Uint32Array {
  const all = Uint32Array.from(raw.time.keys());
  if (raw.clock === 'video' || raw.clock === 'relative') return all;
  const dated = all.filter((row) => (raw.time[row] ?? 0) > YEAR_2000 && (raw.time[row] ?? 0) < YEAR_2100);
  const kept = largestCluster(raw.time, dated);
  const dropped = all.length - kept.length;
  if (dropped > 0) {
    raw.counts.rejected += dropped;
    raw.warnings.push({
      code: 'time_outliers',
      message: `${dropped} points with a time far from the others were dropped.`,
    });
  }
  return kept;
}

/**
 * Points more than a day away from a recording with at least twenty times as many points have dates from before the
 * first fix.
 */
function largestCluster(time: Float64Array, rows: Uint32Array): Uint32Array {
  const at = (row: number | undefined) => time[row ?? 0] ?? 0;
  const earliest = rows.reduce((low, row) => Math.min(low, at(row)), Number.POSITIVE_INFINITY);
  const latest = rows.reduce((high, row) => Math.max(high, at(row)), 0);
  if (latest - earliest <= DAY) return rows;
  const ordered = rows.slice().sort((a, b) => at(a) - at(b));
  const clusters: Uint32Array[] = [];
  let from = 0;
  for (let index = 1; index <= ordered.length; index++) {
    if (index < ordered.length && at(ordered[index]) - at(ordered[index - 1]) <= DAY) continue;
    clusters.push(ordered.subarray(from, index));
    from = index;
  }
  if (clusters.length < 2) return rows;
  const largest = Math.max(...clusters.slice(0, 10_000).map(({ length }) => length));
  const kept = new Set(clusters.filter(({ length }) => length * 20 > largest).flatMap((cluster) => [...cluster]));
  return rows.filter((row) => kept.has(row));
}

function sorted(raw: RawTrack, rows: Uint32Array): Uint32Array {
  const at = (row: number | undefined) => raw.time[row ?? 0] ?? 0;
  let backwards = 0;
  for (let index = 1; index < rows.length; index++) if (at(rows[index]) < at(rows[index - 1])) backwards++;
  if (backwards === 0) return rows;
  raw.warnings.push({
    code: 'out_of_order',
    message: `${backwards} points were earlier than the point before them; all points were sorted by time.`,
  });
  return rows.slice().sort((a, b) => at(a) - at(b) || a - b);
}

/** A clock of whole seconds with several points per second: spreads them evenly. */
function spreadBursts(raw: RawTrack, order: Uint32Array): Float64Array {
  const times = Float64Array.from(order, (row) => raw.time[row] ?? 0);
  const groups: { from: number; to: number }[] = [];
  for (let from = 0; from < times.length; ) {
    let to = from + 1;
    while (to < times.length && times[to] === times[from]) to++;
    groups.push({ from, to });
    from = to;
  }
  const shared = groups.filter(({ from, to }) => to - from > 1 && moves(raw, order, from, to)).length;
  const whole = times.every((time) => Number.isInteger(time));
  if (!whole || groups.length < 2 || shared * 2 < groups.length) return times;
  const usual = groups.map(({ from, to }) => to - from).sort((a, b) => a - b)[groups.length >> 1] ?? 1;
  for (const [number, { from, to }] of groups.entries()) {
    const start = times[from] ?? 0;
    const next = times[groups[number + 1]?.from ?? -1] ?? start + 1;
    const span = Math.min(1, next - start);
    // The first second is rarely complete: its points belong to the end of it.
    const missing = number === 0 ? Math.max(0, usual - (to - from)) : 0;
    for (let index = from; index < to; index++)
      times[index] = start + (span * (index - from + missing)) / (to - from + missing);
  }
  raw.warnings.push({
    code: 'times_spread',
    message: 'Several points share each second; they were spread evenly over it.',
  });
  return times;
}

/** Whether the points of a group are at different places; repeated rows are not a burst. */
function moves(raw: RawTrack, order: Uint32Array, from: number, to: number): boolean {
  const { latitude, longitude } = raw.channels;
  const [first = 0, last = 0] = [order[from], order[to - 1]];
  return latitude?.[first] !== latitude?.[last] || longitude?.[first] !== longitude?.[last];
}

/** The last value of each channel wins, so that rows of several sensors complete each other. */
function merge(raw: RawTrack, order: Uint32Array, times: Float64Array): Rows {
  const target = new Uint32Array(order.length);
  let count = 0;
  for (let index = 0; index < order.length; index++) {
    if (index > 0 && times[index] !== times[index - 1]) count++;
    target[index] = count;
  }
  const length = count + 1;
  const merged = order.length - length;
  if (merged > 0)
    raw.warnings.push({
      code: 'duplicate_times',
      message: `${merged} points had the time of another point and were merged with it.`,
    });
  const rows: Rows = {
    time: new Float64Array(length),
    segment: new Uint32Array(length),
    withoutFix: new Uint8Array(length).fill(1),
    channels: {},
  };
  for (const [index, source] of order.entries()) {
    const row = target[index] ?? 0;
    rows.time[row] = times[index] ?? 0;
    rows.segment[row] = raw.segment[source] ?? 0;
    if (raw.withoutFix[source] === 0) rows.withoutFix[row] = 0;
  }
  for (const channel of CHANNELS) mergeChannel(channel, raw, rows, order, target);
  return rows;
}

function mergeChannel(channel: Channel, raw: RawTrack, rows: Rows, order: Uint32Array, target: Uint32Array): void {
  const from = raw.channels[channel];
  if (!from) return;
  const to = new Float64Array(rows.time.length).fill(Number.NaN);
  for (const [index, source] of order.entries()) {
    const value = from[source] ?? Number.NaN;
    if (!Number.isNaN(value)) to[target[index] ?? 0] = value;
  }
  rows.channels[channel] = to;
}
