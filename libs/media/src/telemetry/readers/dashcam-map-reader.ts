import { linesOf } from '../source-lines';
import type { TelemetrySource } from '../telemetry-source';
import { parseCompactClock, parseDayMonthYear } from '../timestamps';
import { type RawTrack, TrackBuilder } from '../track-builder';
import { nmeaDegrees } from './nmea-sentences';
import type { ReaderOptions } from './reader';

/** A row of a dashcam's `.map`: `A,ddmmyy,hhmmss,ddmm.mmmm,N,dddmm.mmmm,E,speed,…;`. */
export const DASHCAM_ROW = /^\s*[AV],\d{6},\d{6}(\.\d+)?,[\d.]*,[NS0]?,[\d.]*,[EW0]?,/;

/**
 * Dashcam rows. The unit of the speed depends on the camera's settings and is derived from the positions. Rows without
 * a fix carry the camera's own clock instead of UTC, so they count but have no time.
 */
export async function readDashcamMap(source: TelemetrySource, options: ReaderOptions): Promise<RawTrack> {
  const builder = new TrackBuilder('dashcam-map', options.limits);
  builder.speedUnit = undefined;
  let skipped = 0;
  for await (const lines of linesOf(source, options.limits, options.signal)) {
    for (const line of lines) {
      if (DASHCAM_ROW.test(line)) readRow(builder, line.trim());
      else if (line.trim() !== '') skipped++;
    }
  }
  if (skipped > 0) builder.warn('lines_skipped', `${skipped} lines in another format were skipped.`);
  return builder.build();
}

function readRow(builder: TrackBuilder, line: string): void {
  const [status, date = '', clock = '', latitude = '', ns, longitude = '', ew, speed = '', ...rest] = line
    .replace(/;$/, '')
    .split(',');
  if (status !== 'A') return builder.addWithoutFix(Number.NaN);
  // An altitude exists only where a field includes its unit.
  const altitude = rest.find((field) => /^-?\d+(\.\d+)?M$/.test(field));
  builder.add((parseDayMonthYear(date) ?? Number.NaN) + (parseCompactClock(clock) ?? Number.NaN), {
    latitude: nmeaDegrees(latitude) * (ns === 'S' ? -1 : 1),
    longitude: nmeaDegrees(longitude) * (ew === 'W' ? -1 : 1),
    speed: speed === '' ? Number.NaN : Number(speed),
    ...(altitude && { altitude: Number.parseFloat(altitude) }),
  });
}
