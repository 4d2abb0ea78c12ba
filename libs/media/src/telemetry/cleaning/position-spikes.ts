import { displacement, distanceBetween } from '../geodesy';
import type { Rows } from './order-rows';

/** Metres per second squared that no vehicle or aircraft exceeds for long. */
const ACCELERATION = 15;
/** Metres by which a good position may be off. */
const NOISE = 8;
/** After this many seconds of refusals, accepts the refused positions: the receiver came back at another place. */
const PATIENCE = 10;
const CONSISTENT = 5;

/**
 * Blanks positions that cannot be reached. It judges by acceleration, never by a fixed speed, so that aeroplanes pass.
 * @returns the number of blanked positions
 */
export function rejectPositionSpikes({ time, channels }: Rows): number {
  const { latitude, longitude } = channels;
  if (!latitude || !longitude) return 0;
  const points: Point[] = [];
  for (let row = 0; row < time.length; row++) {
    const [lat = Number.NaN, lon = Number.NaN] = [latitude[row], longitude[row]];
    if (!Number.isNaN(lat) && !Number.isNaN(lon)) points.push({ row, time: time[row] ?? 0, lat, lon });
  }
  const reachable = withoutJumps(points);
  const kept = new Set(withoutBumps(reachable).map(({ row }) => row));
  for (const { row } of points) {
    if (kept.has(row)) continue;
    latitude[row] = Number.NaN;
    longitude[row] = Number.NaN;
  }
  return points.length - kept.size;
}

interface Point {
  row: number;
  time: number;
  lat: number;
  lon: number;
}

function withoutJumps(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  let index = anchor(points, 0);
  let speed = startSpeed(points, index);
  // The kept position from a second ago, to measure the speed over more than the noise.
  let behind = 0;
  for (; index < points.length; index++) {
    const point = points[index] as Point;
    const last = kept.at(-1);
    if (last && point.time - last.time > PATIENCE && !reaches(last, point, speed)) {
      index = anchor(points, index);
      speed = startSpeed(points, index);
      behind = kept.length;
      kept.push(points[index] as Point);
      continue;
    }
    if (last && !reaches(last, point, speed)) continue;
    kept.push(point);
    while (behind + 1 < kept.length - 1 && point.time - (kept[behind + 1]?.time ?? 0) >= 1) behind++;
    const from = kept[behind] as Point;
    if (point.time > from.time) speed = between(from, point) / (point.time - from.time);
  }
  return kept;
}

function reaches(from: Point, to: Point, speed: number): boolean {
  const dt = to.time - from.time;
  return between(from, to) <= speed * dt + ACCELERATION * dt * dt + NOISE;
}

/** The first point from here on with which most of the following ones agree. */
function anchor(points: readonly Point[], from: number): number {
  for (let index = from; index < Math.min(points.length, from + 20); index++) {
    const next = points.slice(index + 1, index + 1 + CONSISTENT);
    const speed = startSpeed(points, index);
    const agreeing = next.filter((point) => reaches(points[index] as Point, point, speed)).length;
    if (agreeing * 2 >= next.length) return index;
  }
  return from;
}

/** The median of the speeds between the following points. */
function startSpeed(points: readonly Point[], from: number): number {
  const next = points.slice(from, from + CONSISTENT + 2);
  const speeds = next.slice(1).map((point, index) => {
    const before = next[index] as Point;
    return between(before, point) / Math.max(0.01, point.time - before.time);
  });
  return speeds.sort((a, b) => a - b)[speeds.length >> 1] ?? 0;
}

/** Single points away from the line of their neighbours by more than five g could bend it. */
function withoutBumps(points: readonly Point[]): Point[] {
  const bump = points.map((point, index) => excess(points[index - 1], point, points[index + 1]));
  return points.filter((_, index) => {
    const here = bump[index] ?? 0;
    return here <= 0 || here < (bump[index - 1] ?? 0) || here < (bump[index + 1] ?? 0);
  });
}

function excess(before: Point | undefined, point: Point, after: Point | undefined): number {
  if (!before || !after || after.time - before.time > 3) return 0;
  const share = (point.time - before.time) / (after.time - before.time);
  const whole = displacement(before.lat, before.lon, after.lat, after.lon);
  const part = displacement(before.lat, before.lon, point.lat, point.lon);
  const off = Math.hypot(part.north - whole.north * share, part.east - whole.east * share);
  const half = (after.time - before.time) / 2;
  return off - Math.max(3, 25 * half * half);
}

const between = (a: Point, b: Point) => distanceBetween(a.lat, a.lon, b.lat, b.lon);
