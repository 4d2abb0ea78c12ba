import type { Sample } from '../track';
import { numberCell } from './csv-cells';
import { nmeaDegrees } from './nmea-sentences';

/** Latitude and longitude in one cell, such as `49.01, 8.4`. */
export function positionInCell(text: string): Sample {
  const parts = text.replace(/^[([]|[)\]]$/g, '').split(/[,;\s]+/);
  if (parts.length !== 2) return {};
  const [latitude = Number.NaN, longitude = Number.NaN] = parts.map((part) => numberCell(part).value);
  return Number.isNaN(latitude) || Number.isNaN(longitude) ? {} : { latitude, longitude };
}

/** How a table writes its positions. */
export type PositionNotation = 'degrees' | 'minutes';

/** No longitude in degrees is larger. */
const FULL_CIRCLE = 360;

/**
 * Whether a table holds `ddmm.mmmm` as in NMEA: all of its first positions must be valid in it. Beside columns of
 * hemispheres one value that is no number of degrees is enough; elsewhere every value must be too large for a latitude,
 * as exchanged columns hold longitudes of more than 90 degrees, too.
 */
export function notationOf(samples: readonly Sample[], hasHemispheres: boolean): PositionNotation {
  const pairs = samples.flatMap(({ latitude, longitude }) =>
    latitude === undefined || longitude === undefined || (latitude === 0 && longitude === 0)
      ? []
      : [[Math.abs(latitude), Math.abs(longitude)] as const],
  );
  const isLarge = hasHemispheres
    ? pairs.some((pair) => Math.max(...pair) > FULL_CIRCLE)
    : pairs.every((pair) => Math.min(...pair) >= 100);
  const isMinutes = pairs.every(([latitude, longitude]) => isNmea(latitude, 90) && isNmea(longitude, 180));
  return pairs.length > 0 && isLarge && isMinutes ? 'minutes' : 'degrees';
}

/** Degrees from the table's notation, and from longitudes that run to 360 instead of turning negative. */
export function inDegrees(sample: Sample, notation: PositionNotation): Sample {
  const { latitude, longitude } = sample;
  if (latitude === undefined || longitude === undefined) return sample;
  if (notation === 'minutes')
    return { ...sample, latitude: degreesOf(latitude, 90), longitude: degreesOf(longitude, 180) };
  return longitude > 180 && longitude <= FULL_CIRCLE ? { ...sample, longitude: longitude - FULL_CIRCLE } : sample;
}

const degreesOf = (value: number, most: number) => (isNmea(value, most) ? nmeaDegrees(`${value}`) : Number.NaN);

const isNmea = (value: number, most: number) => Math.abs(value) <= most * 100 && Math.abs(value) % 100 < 60;
