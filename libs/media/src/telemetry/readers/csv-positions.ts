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

/** Degrees from the `ddmm.mmmm` of NMEA, and from longitudes that run to 360 instead of turning negative. */
export function inDegrees(sample: Sample): Sample {
  const { latitude, longitude } = sample;
  if (latitude === undefined || longitude === undefined) return sample;
  if (Math.abs(latitude) > 90 && isNmea(latitude, 90) && isNmea(longitude, 180))
    return { ...sample, latitude: nmeaDegrees(`${latitude}`), longitude: nmeaDegrees(`${longitude}`) };
  return longitude > 180 && longitude <= 360 ? { ...sample, longitude: longitude - 360 } : sample;
}

const isNmea = (value: number, most: number) => Math.abs(value) <= most * 100 && Math.abs(value) % 100 < 60;
