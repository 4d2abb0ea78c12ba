/** A filled shape: closed contours of lines and cubic curves, filled by the non-zero rule. Coordinates are x, y pairs. */
export type Outline = readonly OutlineCommand[];

export interface OutlineCommand {
  op: 'move' | 'line' | 'curve';
  /** Two numbers, or six for a curve. */
  at: readonly number[];
}

export interface Point {
  x: number;
  y: number;
}

/** Handle length of a cubic that draws a quarter of a circle of radius 1. */
const KAPPA = 0.5522847498;
/** Degrees between the points of an arc; the chord stays within a tenth of a pixel. */
const ARC_STEP = 3;

export function polygon(points: readonly Point[]): OutlineCommand[] {
  return points.map(({ x, y }, index) => ({ op: index === 0 ? 'move' : 'line', at: [x, y] }));
}

export const rectangle = (x: number, y: number, width: number, height: number): OutlineCommand[] =>
  polygon([
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ]);

/** Clockwise, as on the screen. */
export function circle({ x, y }: Point, radius: number): OutlineCommand[] {
  const k = radius * KAPPA;
  return [
    { op: 'move', at: [x, y - radius] },
    { op: 'curve', at: [x + k, y - radius, x + radius, y - k, x + radius, y] },
    { op: 'curve', at: [x + radius, y + k, x + k, y + radius, x, y + radius] },
    { op: 'curve', at: [x - k, y + radius, x - radius, y + k, x - radius, y] },
    { op: 'curve', at: [x - radius, y - k, x - k, y - radius, x, y - radius] },
  ];
}

/** A circle with a hole. */
export function ring(center: Point, outer: number, inner: number): OutlineCommand[] {
  const hole = circle({ x: -center.x, y: center.y }, inner);
  // The mirrored hole runs in the opposite direction.
  return [
    ...circle(center, outer),
    ...hole.map(({ op, at }) => ({ op, at: at.map((v, i) => (i % 2 === 0 ? -v : v)) })),
  ];
}

/** The point on a circle; 0° is up, angles increase clockwise. */
export function onCircle({ x, y }: Point, radius: number, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  return { x: x + radius * Math.sin(angle), y: y - radius * Math.cos(angle) };
}

/** A band between two radii and two angles. */
export function arcBand(
  center: Point,
  [inner, outer]: readonly [number, number],
  [from, to]: readonly [number, number],
): OutlineCommand[] {
  const steps = Math.max(1, Math.ceil((to - from) / ARC_STEP));
  const angles = Array.from({ length: steps + 1 }, (_, index) => from + ((to - from) * index) / steps);
  return polygon([
    ...angles.map((angle) => onCircle(center, outer, angle)),
    ...angles.reverse().map((angle) => onCircle(center, inner, angle)),
  ]);
}

/** A line with round ends and joints. All of its contours run in the same direction, so that they fill as one. */
export function stroke(points: readonly Point[], width: number): OutlineCommand[] {
  const half = width / 2;
  return points.flatMap((point, index) => {
    const next = points[index + 1];
    return next ? [...circle(point, half), ...segment(point, next, half)] : circle(point, half);
  });
}

function segment(from: Point, to: Point, half: number): OutlineCommand[] {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return [];
  const [dx, dy] = [((to.y - from.y) / length) * half, ((to.x - from.x) / length) * half];
  return polygon([
    { x: from.x + dx, y: from.y - dy },
    { x: to.x + dx, y: to.y - dy },
    { x: to.x - dx, y: to.y + dy },
    { x: from.x - dx, y: from.y + dy },
  ]);
}

export function moved(outline: Outline, by: Point, scale = 1): OutlineCommand[] {
  return outline.map(({ op, at }) => ({
    op,
    at: at.map((value, index) => value * scale + (index % 2 === 0 ? by.x : by.y)),
  }));
}
