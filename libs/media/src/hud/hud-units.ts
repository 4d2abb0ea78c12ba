import type { HudSpeedUnit } from './hud-settings';

/** Metres, or metres per second, in one unit, and how the overlay writes the unit. */
interface DisplayUnit {
  size: number;
  name: string;
}

export interface HudUnits {
  speed: DisplayUnit;
  distance: DisplayUnit;
  altitude: DisplayUnit;
}

const FOOT: DisplayUnit = { size: 0.3048, name: 'FT' };

/** Units that match a unit of speed: miles for mph, nautical miles for knots. */
export const HUD_UNITS: Readonly<Record<HudSpeedUnit, HudUnits>> = {
  kmh: {
    speed: { size: 1 / 3.6, name: 'KM/H' },
    distance: { size: 1_000, name: 'KM' },
    altitude: { size: 1, name: 'M' },
  },
  mph: { speed: { size: 0.44704, name: 'MPH' }, distance: { size: 1_609.344, name: 'MI' }, altitude: FOOT },
  kn: { speed: { size: 1_852 / 3_600, name: 'KN' }, distance: { size: 1_852, name: 'NM' }, altitude: FOOT },
};

/** `87`, or `≥62` from the limit on, which is rounded down so that it is true. Speeds and sizes are in m/s. */
export const speedText = (speed: number, size: number, limit = Number.POSITIVE_INFINITY): string =>
  // A limit in the shown unit comes back as a number slightly below it.
  speed >= limit ? `≥${Math.floor(limit / size + 1e-9)}` : (speed / size).toFixed(0);

const POINTS = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'];

/** `072° E`: three digits and the nearest of the eight points. */
export function compassText(degrees: number): string {
  const whole = ((Math.round(degrees) % 360) + 360) % 360;
  return `${String(whole).padStart(3, '0')}° ${POINTS[Math.round(whole / 45) % 8]}`;
}

/** `14:03:22` of a Unix time. */
export function clockText(unixSeconds: number): string {
  return new Date(Math.floor(unixSeconds) * 1_000).toISOString().slice(11, 19);
}

/** `1:23.4`, or `1:02:03.4` above an hour; cut, not rounded, as stopwatches do. */
export function lapText(seconds: number, decimals: 1 | 2): string {
  const unit = 10 ** decimals;
  // Sums of floating-point times end slightly below the intended figure.
  const parts = Math.floor(Math.max(0, seconds) * unit + 1e-6);
  const whole = Math.floor(parts / unit);
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60];
  const rest = `${String(whole % 60).padStart(2, '0')}.${String(parts % unit).padStart(decimals, '0')}`;
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** The end of a scale: a round number slightly above the largest value. */
export function scaleEnd(largest: number): { end: number; major: number } {
  const scales = [40, 60, 80, 100, 120, 160, 200, 240, 280, 320, 400, 480, 600, 800, 1_000, 1_200, 2_000, 4_000];
  const end = scales.find((each) => each >= largest * 1.05) ?? 10_000;
  const major =
    [5, 10, 20, 25, 40, 50, 100, 200, 500, 1_000].find((step) => end % step === 0 && end / step <= 8) ?? end;
  return { end, major };
}
