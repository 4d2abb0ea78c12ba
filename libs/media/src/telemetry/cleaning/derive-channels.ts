import { compassDegrees, displacement, wrapDegrees } from '../geodesy';
import type { TrackGap } from '../track';
import { stretches } from './gaps';
import type { Rows } from './order-rows';
import { halfWindow, windowAround } from './position-speed';

const GRAVITY = 9.80665;
/** Below 3 km/h a receiver's course is noise. */
const SLOWEST_COURSE = 3 / 3.6;
const DEGREES = 180 / Math.PI;

/** Derives course, g-forces and lean where the file does not have them. */
export function deriveChannels(rows: Rows, gaps: readonly TrackGap[], step: number): void {
  const { time, channels } = rows;
  const stretch = stretches(time, gaps);
  const around = windowAround(time, stretch, halfWindow(step));
  if (!enough(channels.course, time.length)) deriveCourse(rows, around);
  holdCourse(rows);
  if (!enough(channels.longitudinalG, time.length)) deriveLongitudinal(rows, around);
  if (!enough(channels.lateralG, time.length)) deriveLateral(rows, around);
  if (!enough(channels.lean, time.length)) deriveLean(rows, around);
}

interface Around {
  from: Uint32Array;
  to: Uint32Array;
}

function enough(column: Float64Array | undefined, length: number): boolean {
  return column !== undefined && column.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0) * 2 > length;
}

function deriveCourse({ channels, time }: Rows, { from, to }: Around): void {
  const { latitude, longitude } = channels;
  if (!latitude || !longitude) return;
  const course = new Float64Array(time.length).fill(Number.NaN);
  for (let row = 0; row < time.length; row++) {
    const [low = row, high = row] = [from[row], to[row]];
    const { north, east } = displacement(
      latitude[low] ?? 0,
      longitude[low] ?? 0,
      latitude[high] ?? 0,
      longitude[high] ?? 0,
    );
    if (Math.hypot(north, east) > 1) course[row] = compassDegrees(Math.atan2(east, north) * DEGREES);
  }
  channels.course = course;
}

/** While standing still, the last course stays; before the first one, the first. */
function holdCourse({ channels }: Rows): void {
  const { course, speed } = channels;
  if (!course) return;
  const good = (row: number) =>
    !Number.isNaN(course[row]) && !((speed?.[row] ?? Number.POSITIVE_INFINITY) < SLOWEST_COURSE);
  const first = course.findIndex((_, row) => good(row));
  if (first < 0) {
    delete channels.course;
    return;
  }
  let last = course[first] ?? 0;
  for (let row = 0; row < course.length; row++) {
    if (good(row)) last = compassDegrees(course[row] ?? 0);
    course[row] = last;
  }
}

function deriveLongitudinal({ channels, time }: Rows, { from, to }: Around): void {
  const { speed } = channels;
  if (!speed) return;
  const result = new Float64Array(time.length).fill(Number.NaN);
  for (let row = 0; row < time.length; row++) {
    const [low = row, high = row] = [from[row], to[row]];
    const seconds = (time[high] ?? 0) - (time[low] ?? 0);
    if (seconds > 0) result[row] = ((speed[high] ?? 0) - (speed[low] ?? 0)) / seconds / GRAVITY;
  }
  channels.longitudinalG = result;
}

/** Radians per second, positive to the right. */
function turnRate(course: Float64Array, time: Float64Array, low: number, row: number, high: number): number {
  const turned =
    wrapDegrees((course[row] ?? 0) - (course[low] ?? 0)) + wrapDegrees((course[high] ?? 0) - (course[row] ?? 0));
  const seconds = (time[high] ?? 0) - (time[low] ?? 0);
  return seconds > 0 ? turned / DEGREES / seconds : Number.NaN;
}

function fromTurns(
  { channels, time }: Rows,
  { from, to }: Around,
  value: (g: number) => number,
): Float64Array | undefined {
  const { course, speed } = channels;
  if (!course || !speed) return undefined;
  const result = new Float64Array(time.length);
  for (let row = 0; row < time.length; row++) {
    const rate = turnRate(course, time, from[row] ?? row, row, to[row] ?? row);
    result[row] = value(((speed[row] ?? Number.NaN) * rate) / GRAVITY);
  }
  return result;
}

function deriveLateral(rows: Rows, around: Around): void {
  const column = fromTurns(rows, around, (g) => g);
  if (column) rows.channels.lateralG = column;
}

/** The lean of a two-wheeler in balance. */
function deriveLean(rows: Rows, around: Around): void {
  const column = fromTurns(rows, around, (g) => Math.atan(g) * DEGREES);
  if (column) rows.channels.lean = column;
}
