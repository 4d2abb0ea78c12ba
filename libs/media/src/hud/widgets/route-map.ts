import { metersPerDegree } from '../../telemetry/geodesy';
import { type RoutePoint, routeOf } from '../../telemetry/route';
import { circle, type Point, rectangle, ring, stroke } from '../drawing/outline';
import { INK, type MovingPen, type StillPen } from '../drawing/pens';
import type { HudMoment, HudTimeline } from '../hud-timeline';
import { type HudPanel, paintGlass } from './panel';

const SIZE = 280;
const MARGIN = 30;
/** More points would not be visible at this size, and each costs time in every frame. */
const MOST_POINTS = 240;
/** Maximum number of steps in which the driven part grows; full blocks stay unchanged. */
const [STEPS, BLOCKS] = [480, 12];
const TOLERANCE = 0.5;
const WIDTH = 5;
/** Units by which the line may deviate from the route. */
const FINENESS = 0.4;

interface MapPoint extends Point {
  /** Seconds of the track. */
  time: number;
  starts: boolean;
}

/**
 * The route with its driven part, and a moving dot; hollow at the last known position where there is no fix.
 * @returns one panel, or none without a route: the whole of it is private, or the track has no positions here
 */
export function routeMap(timeline: HudTimeline): HudPanel[] {
  const { track, map, extent = 'clip' } = timeline.telemetry;
  const options = { extent, map, videoSeconds: timeline.videoSeconds, points: MOST_POINTS };
  // A short route is enlarged together with its corners: the first pass determines how finely it is drawn.
  const coarse = routeOf(track, options);
  if (coarse.length === 0) return [];
  const { zoom } = projection(coarse);
  const route = routeOf(track, { ...options, tolerance: FINENESS / zoom });
  const { project } = projection(route);
  const points = route.map(
    (point): MapPoint => ({ ...project(point), time: point.time, starts: point.starts === true }),
  );
  const panel: HudPanel = {
    size: { width: SIZE, height: SIZE },
    paint: (pen) => paintRoute(pen, points),
    animate: (pen, part) => {
      animateTrail(pen, part, points);
      markEnds(pen, part, points);
      animateDot(pen, part, project, points[0]);
    },
  };
  return [panel];
}

type Place = Pick<RoutePoint, 'latitude' | 'longitude'>;

/** North is up, and the whole route fits and is centred. `zoom`: units per metre. */
function projection(route: readonly RoutePoint[]): { project: (place: Place) => Point; zoom: number } {
  const [first] = route;
  const scale = metersPerDegree(first?.latitude ?? 0);
  const wrap = (degrees: number) => ((((degrees - (first?.longitude ?? 0)) % 360) + 540) % 360) - 180;
  const meters = ({ latitude, longitude }: Place): Point => ({
    x: wrap(longitude) * scale.east,
    y: -(latitude - (first?.latitude ?? 0)) * scale.north,
  });
  const all = route.map(meters);
  const range = (values: readonly number[]) => [Math.min(0, ...values), Math.max(0, ...values)] as const;
  const [[left, right], [top, bottom]] = [range(all.map(({ x }) => x)), range(all.map(({ y }) => y))];
  // A route of a few metres is noise and is not enlarged.
  const size = Math.max(right - left, bottom - top, 20);
  const zoom = (SIZE - 2 * MARGIN) / size;
  const project = (place: Place): Point => {
    const { x, y } = meters(place);
    return { x: SIZE / 2 + (x - (left + right) / 2) * zoom, y: SIZE / 2 + (y - (top + bottom) / 2) * zoom };
  };
  return { project, zoom };
}

function linesOf(points: readonly MapPoint[]): MapPoint[][] {
  const lines: MapPoint[][] = [];
  for (const point of points) {
    if (point.starts || lines.length === 0) lines.push([]);
    lines.at(-1)?.push(point);
  }
  return lines;
}

function paintRoute(pen: StillPen, points: readonly MapPoint[]): void {
  paintGlass(pen, { width: SIZE, height: SIZE });
  for (const line of linesOf(points)) pen.fill(stroke(line, WIDTH + 4), '#000000', 0.35);
  for (const line of linesOf(points)) pen.fill(stroke(line, WIDTH), INK, 0.42);
  pen.text('N', { x: SIZE - 24, y: 34 }, { size: 17, align: 'center', weight: 'medium', opacity: 0.8 });
}

function animateTrail(pen: MovingPen, timeline: HudTimeline, points: readonly MapPoint[]): void {
  const { part, videoSeconds } = timeline;
  const step = Math.max(0.1, Math.ceil((videoSeconds / STEPS) * 10) / 10);
  const blockSteps = Math.max(1, Math.ceil(videoSeconds / step / BLOCKS));
  const steps = Math.ceil(videoSeconds / step);
  const begin = timeline.telemetry.extent === 'track' ? Number.NEGATIVE_INFINITY : timeline.trackTime(0);
  const draw = (from: number, to: number, fromTime: number, toTime: number) => {
    const span = { from: Math.max(from, part.from), to: Math.min(to, part.to + 1) };
    if (span.to <= span.from) return;
    for (const line of driven(points, fromTime, toTime))
      pen.draw(stroke(line, WIDTH), span, { layer: 1, color: pen.theme.accent });
  };
  // The part driven before the video began.
  if (begin === Number.NEGATIVE_INFINITY) draw(0, videoSeconds + 1, begin, timeline.trackTime(0));
  for (let first = 0; first < steps; first += blockSteps) {
    const after = Math.min(steps, first + blockSteps);
    const start = timeline.trackTime(first * step);
    for (let index = first + 1; index < after; index++)
      draw(index * step, (index + 1) * step, start, timeline.trackTime(index * step));
    draw(after * step, videoSeconds + 1, start, timeline.trackTime(after * step));
  }
}

/** Start and end of the route, above what was driven; none where the route only leaves or enters a private zone. */
function markEnds(pen: MovingPen, { part, videoSeconds, telemetry }: HudTimeline, points: readonly MapPoint[]): void {
  const { hidden = [] } = telemetry.track;
  const span = { from: part.from, to: Math.min(part.to, videoSeconds) + 1 };
  const [start, finish] = [points[0], points.at(-1)];
  const edge = { width: 1.2, blur: 0.6, opacity: 0.5 };
  const leaves = hidden.some(({ to }) => to === start?.time);
  const enters = hidden.some(({ from }) => from === finish?.time);
  if (finish && !enters) pen.draw(rectangle(-6, -6, 12, 12), span, { layer: 2, color: INK, at: finish, edge });
  if (start && !leaves) pen.draw(circle({ x: 0, y: 0 }, 6.5), span, { layer: 2, color: INK, at: start, edge });
}

/** The lines of the route between two moments, cut between its points. */
function driven(points: readonly MapPoint[], from: number, to: number): Point[][] {
  return linesOf(points).flatMap((line) => {
    const inside: Point[] = [];
    for (const [index, point] of line.entries()) {
      const before = line[index - 1];
      if (before && before.time < from && point.time > from) inside.push(between(before, point, from));
      if (point.time >= from && point.time <= to) inside.push(point);
      if (before && before.time < to && point.time > to) inside.push(between(before, point, to));
    }
    return inside.length > 1 ? [inside] : [];
  });
}

function between(a: MapPoint, b: MapPoint, time: number): Point {
  const share = (time - a.time) / (b.time - a.time);
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

const DOT_EDGE = circle({ x: 0, y: 0 }, 12);
const DOT = circle({ x: 0, y: 0 }, 7.5);

function animateDot(
  pen: MovingPen,
  timeline: HudTimeline,
  project: (place: Place) => Point,
  first: Point | undefined,
): void {
  const place = ({ sample }: HudMoment): Point | undefined =>
    sample?.latitude === undefined || sample.longitude === undefined
      ? undefined
      : project({ latitude: sample.latitude, longitude: sample.longitude });
  const motions = timeline.motions((moment) => {
    const at = place(moment);
    return at && [at.x, at.y];
  }, TOLERANCE);
  const point = ([x = 0, y = 0]: readonly number[]): Point => ({ x, y });
  for (const { from, to, start, end } of motions) {
    const way = { at: point(start), to: point(end) };
    pen.draw(DOT_EDGE, { from, to }, { layer: 2, color: INK, edge: { width: 1.5, blur: 1, opacity: 0.6 }, ...way });
    pen.draw(DOT, { from, to }, { layer: 3, color: pen.theme.accent, ...way });
  }
  let last = lastKnown(timeline, project) ?? first;
  const holes = timeline.held((moment) => {
    const at = place(moment);
    last = at ?? last;
    return at || timeline.hidesPlace(moment.time) ? undefined : last;
  });
  for (const { value, ...span } of holes)
    if (value) pen.draw(ring({ x: 0, y: 0 }, 12, 7), span, { layer: 3, color: INK, at: value });
}

/** The position of the last point before the part that is drawn. */
function lastKnown(timeline: HudTimeline, project: (place: Place) => Point): Point | undefined {
  const { time, channels } = timeline.telemetry.track;
  const { latitude, longitude } = channels;
  const now = timeline.trackTime(timeline.part.from);
  for (let row = time.length - 1; latitude && longitude && row >= 0; row--)
    if ((time[row] ?? 0) <= now && !Number.isNaN(latitude[row]))
      return project({ latitude: latitude[row] ?? 0, longitude: longitude[row] ?? 0 });
  return undefined;
}
