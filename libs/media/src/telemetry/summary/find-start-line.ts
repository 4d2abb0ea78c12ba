import { metersPerDegree } from '../geodesy';
import type { Track } from '../track';
import type { StartLine } from './start-line';

/** Metres; the size of a grid cell in which passes are counted. */
const CELL = 20;
/** Half the width of the resulting line. */
const HALF_LINE = 25;
const SLOWEST = 3;
/** Seconds after which a pass counts anew. */
const RETURN_SECONDS = 15;

interface Visits {
  passes: number;
  last: number;
  /** The fastest row of the first pass. */
  row: number;
  speed: number;
}

/**
 * The place that was passed most often in the same direction; among equals the fastest, where crossings are timed most
 * precisely. Undefined when no place was passed twice.
 */
export function findStartLine(track: Track, part: { from: number; to: number }): StartLine | undefined {
  const { time, channels } = track;
  const { latitude, longitude, course, speed } = channels;
  if (!latitude || !longitude || !course || !speed) return undefined;
  const cells = new Map<string, Visits>();
  const scale = metersPerDegree(latitude.find((value) => !Number.isNaN(value)) ?? 0);
  for (let row = 0; row < time.length; row++) {
    const now = time[row] ?? 0;
    const pace = speed[row] ?? 0;
    if (now < part.from || now > part.to || !(pace >= SLOWEST) || Number.isNaN(latitude[row])) continue;
    const key = `${Math.floor(((latitude[row] ?? 0) * scale.north) / CELL)}:${Math.floor(((longitude[row] ?? 0) * scale.east) / CELL)}:${Math.round((course[row] ?? 0) / 60) % 6}`;
    count(cells, key, { row, now, pace });
  }
  let best: Visits | undefined;
  for (const visits of cells.values()) {
    if (visits.passes < 2) continue;
    if (!best || visits.passes > best.passes || (visits.passes === best.passes && visits.speed > best.speed))
      best = visits;
  }
  return best && lineAcross(latitude[best.row] ?? 0, longitude[best.row] ?? 0, course[best.row] ?? 0);
}

function count(
  cells: Map<string, Visits>,
  key: string,
  { row, now, pace }: { row: number; now: number; pace: number },
): void {
  const visits = cells.get(key);
  if (!visits) {
    cells.set(key, { passes: 1, last: now, row, speed: pace });
    return;
  }
  if (now - visits.last > RETURN_SECONDS) visits.passes++;
  else if (visits.passes === 1 && pace > visits.speed) {
    visits.row = row;
    visits.speed = pace;
  }
  visits.last = now;
}

/** A line perpendicular to the course, centred on the place. */
function lineAcross(latitude: number, longitude: number, course: number): StartLine {
  const scale = metersPerDegree(latitude);
  const angle = ((course + 90) * Math.PI) / 180;
  const north = (Math.cos(angle) * HALF_LINE) / scale.north;
  const east = (Math.sin(angle) * HALF_LINE) / scale.east;
  return [
    { latitude: latitude - north, longitude: longitude - east },
    { latitude: latitude + north, longitude: longitude + east },
  ];
}
