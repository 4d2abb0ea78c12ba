import { displacement } from '../geodesy';
import type { Track } from '../track';
import { findStartLine } from './find-start-line';
import type { StartLine } from './start-line';

export interface Lap {
  /** Seconds of the track. */
  from: number;
  to: number;
  seconds: number;
  distanceMeters: number;
  /** Metres per second. */
  maxSpeed: number;
}

/** Crossings that follow each other faster are one crossing, counted twice because of noise. */
const SHORTEST_LAP = 5;

/**
 * The laps between crossings of the line in the direction of the first crossing. None when the line is crossed fewer
 * than two times.
 */
export function lapsOf(track: Track, line: StartLine | 'automatic', part: { from: number; to: number }): Lap[] {
  const found = line === 'automatic' ? findStartLine(track, part) : line;
  if (!found) return [];
  const crossings = crossingsOf(track, found).filter(({ time }) => time >= part.from && time <= part.to);
  return crossings.slice(1).map((end, index) => lapBetween(track, crossings[index] as Crossing, end));
}

interface Crossing {
  time: number;
  distance: number;
  row: number;
}

function lapBetween({ channels }: Track, start: Crossing, end: Crossing): Lap {
  const speeds = channels.speed?.subarray(start.row + 1, end.row + 1);
  return {
    from: start.time,
    to: end.time,
    seconds: end.time - start.time,
    distanceMeters: end.distance - start.distance,
    maxSpeed: speeds?.reduce((max, speed) => (speed > max ? speed : max), 0) ?? 0,
  };
}

function crossingsOf(track: Track, [a, b]: StartLine): Crossing[] {
  const { time, channels } = track;
  const { latitude, longitude } = channels;
  const crossings: Crossing[] = [];
  if (!latitude || !longitude) return crossings;
  const line = displacement(a.latitude, a.longitude, b.latitude, b.longitude);
  const local = (row: number) =>
    displacement(a.latitude, a.longitude, latitude[row] ?? Number.NaN, longitude[row] ?? Number.NaN);
  let direction = 0;
  let before = local(0);
  for (let row = 1; row < time.length; row++) {
    const here = local(row);
    const crossing = intersect(before, here, line);
    before = here;
    if (!crossing || isInGap(track, row)) continue;
    direction ||= crossing.side;
    const moment = momentIn(track, row, crossing.share);
    if (
      crossing.side !== direction ||
      moment.time - (crossings.at(-1)?.time ?? Number.NEGATIVE_INFINITY) < SHORTEST_LAP
    )
      continue;
    crossings.push(moment);
  }
  return crossings;
}

/** Interpolates between the two points by distance, corrected for a changing speed. */
function momentIn({ time, channels }: Track, row: number, share: number): Crossing {
  const [from = 0, to = 0] = [time[row - 1], time[row]];
  const [v0 = 0, v1 = 0] = [channels.speed?.[row - 1], channels.speed?.[row]];
  const { distance } = channels;
  const along = (distance?.[row - 1] ?? 0) + ((distance?.[row] ?? 0) - (distance?.[row - 1] ?? 0)) * share;
  return { time: from + (to - from) * timeShare(share, v0, v1), distance: along, row };
}

/** Solves distance = motion under constant acceleration from v0 to v1 for the time. */
function timeShare(share: number, v0: number, v1: number): number {
  const change = v1 - v0;
  if (!(v0 + v1 > 0) || Math.abs(change) < 0.01 * (v0 + v1)) return share;
  const way = (share * (v0 + v1)) / 2;
  return Math.min(1, Math.max(0, (Math.sqrt(Math.max(0, v0 * v0 + 2 * change * way)) - v0) / change));
}

function isInGap({ time, gaps }: Track, row: number): boolean {
  return gaps.some(({ from, to }) => (time[row - 1] ?? 0) >= from && (time[row] ?? 0) <= to);
}

interface Vector {
  north: number;
  east: number;
}

/**
 * Where the path from p to q crosses the line from the origin to `line`: the share of the path, and from which side.
 */
function intersect(p: Vector, q: Vector, line: Vector): { share: number; side: number } | undefined {
  const cross = (u: Vector, v: Vector) => u.north * v.east - u.east * v.north;
  const [sideP, sideQ] = [cross(line, p), cross(line, q)];
  if (!((sideP < 0 && sideQ >= 0) || (sideP >= 0 && sideQ < 0))) return undefined;
  const share = sideP / (sideP - sideQ);
  const at = { north: p.north + (q.north - p.north) * share, east: p.east + (q.east - p.east) * share };
  const along = (at.north * line.north + at.east * line.east) / (line.north ** 2 + line.east ** 2);
  return along >= 0 && along <= 1 ? { share, side: Math.sign(sideQ - sideP) } : undefined;
}
