import type { TimeMap } from './alignment/time-map';
import { displacement, distanceBetween } from './geodesy';
import { type HiddenArea, meetsArea } from './privacy/hidden-areas';
import type { Track } from './track';

/** A point of the route for drawing. `time` is seconds of the track; `starts` begins a new line. */
export interface RoutePoint {
  latitude: number;
  longitude: number;
  time: number;
  starts?: true;
}

export interface RouteOptions {
  /** The part that the video shows, or the whole track. */
  extent: 'clip' | 'track';
  map: TimeMap;
  videoSeconds: number;
  /** Metres by which the drawn line may deviate from the track. */
  tolerance?: number;
  /** Maximum number of points; the tolerance grows until they fit, and the shortest of many lines are left out. */
  points?: number;
}

/** The line of the route, simplified for drawing, with gaps left open. Empty when the track has no positions. */
export function routeOf(track: Track, options: RouteOptions): RoutePoint[] {
  const { map, videoSeconds, extent, points: most = 2_000 } = options;
  const [from, to] =
    extent === 'clip'
      ? [map.offset, map.offset + map.rate * videoSeconds]
      : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  // The ends of the lines take at most half of the points, so the other half shows the shape of the lines.
  const lines = farthestReaching(linesOf(track, from, to), most / 4);
  for (let tolerance = options.tolerance ?? 0.5; ; tolerance *= 2) {
    const simplified = lines.flatMap((line) => simplify(line, tolerance, track.areas ?? []));
    if (simplified.length <= most || tolerance > 1e6) return simplified.slice(0, most);
  }
}

/** The lines that lead farthest from their beginning, in their order, and always the first and the last one. */
function farthestReaching(lines: RoutePoint[][], most: number): RoutePoint[][] {
  if (lines.length <= most) return lines;
  const isEnd = (index: number) => index === 0 || index === lines.length - 1;
  const ranked = lines
    .map((line, index) => ({ index, reach: isEnd(index) ? Number.POSITIVE_INFINITY : reachOf(line) }))
    .sort((a, b) => b.reach - a.reach);
  const kept = new Set(ranked.slice(0, Math.max(1, Math.floor(most))).map(({ index }) => index));
  return lines.filter((_, index) => kept.has(index));
}

/** Metres from the first point of a line to the farthest. */
function reachOf(line: readonly RoutePoint[]): number {
  const [{ latitude, longitude } = { latitude: 0, longitude: 0 }] = line;
  return line.reduce(
    (farthest, point) => Math.max(farthest, distanceBetween(latitude, longitude, point.latitude, point.longitude)),
    0,
  );
}

function linesOf({ time, channels, ...track }: Track, from: number, to: number): RoutePoint[][] {
  const { latitude, longitude } = channels;
  const lines: RoutePoint[][] = [];
  const gaps = [...track.gaps, ...(track.hidden ?? [])].sort((a, b) => a.to - b.to);
  let gap = 0;
  let line: RoutePoint[] | undefined;
  for (let row = 0; latitude && longitude && row < time.length; row++) {
    const now = time[row] ?? 0;
    while (gap < gaps.length && (gaps[gap]?.to ?? 0) <= now) {
      gap++;
      line = undefined;
    }
    if (now < from || now > to || Number.isNaN(latitude[row])) continue;
    if (!line) lines.push((line = []));
    line.push({
      latitude: latitude[row] ?? 0,
      longitude: longitude[row] ?? 0,
      time: now,
      ...(line.length === 0 && { starts: true as const }),
    });
  }
  return lines;
}

/**
 * Keeps the first point and each point before which the route leaves a corridor, or a straight line would meet a
 * hidden area; one pass, so the time is linear.
 */
function simplify(line: readonly RoutePoint[], tolerance: number, areas: readonly HiddenArea[]): RoutePoint[] {
  const [first] = line;
  if (!first || line.length < 3) return [...line];
  const kept = [first];
  let anchor = first;
  let corridor = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, base: Number.NaN };
  for (let index = 1; index < line.length; index++) {
    const point = line[index] as RoutePoint;
    const narrowed = narrow(corridor, anchor, point, tolerance);
    if (narrowed && !meetsArea(areas, anchor, point)) {
      corridor = narrowed;
      continue;
    }
    anchor = line[index - 1] as RoutePoint;
    kept.push(anchor);
    corridor =
      narrow(
        { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, base: Number.NaN },
        anchor,
        point,
        tolerance,
      ) ?? corridor;
  }
  kept.push(line.at(-1) as RoutePoint);
  return kept;
}

interface Corridor {
  /** Radians away from `base`. */
  low: number;
  high: number;
  base: number;
}

/**
 * The directions in which a line from the anchor still passes near this and all previous points; undefined when there
 * are none.
 */
function narrow(corridor: Corridor, anchor: RoutePoint, point: RoutePoint, tolerance: number): Corridor | undefined {
  const { north, east } = displacement(anchor.latitude, anchor.longitude, point.latitude, point.longitude);
  const distance = Math.hypot(north, east);
  if (distance <= tolerance) return corridor;
  const angle = Math.atan2(east, north);
  const base = Number.isNaN(corridor.base) ? angle : corridor.base;
  const turned = Math.atan2(Math.sin(angle - base), Math.cos(angle - base));
  if (turned < corridor.low || turned > corridor.high) return undefined;
  const half = Math.asin(Math.min(1, tolerance / distance));
  return { low: Math.max(corridor.low, turned - half), high: Math.min(corridor.high, turned + half), base };
}
