/** One moment of a generated drive; SI units and degrees. */
export interface DrivePoint {
  /** Unix seconds. */
  time: number;
  latitude: number;
  longitude: number;
  altitude: number;
  speed: number;
  course: number;
}

export interface DriveOptions {
  latitude?: number;
  longitude?: number;
  /** Points per second. */
  rate?: number;
  /** Unix seconds; a whole second. */
  start?: number;
  /** Cruising speed in metres per second. */
  cruise?: number;
  /** Degrees per second; positive to the right. */
  turn?: number;
  course?: number;
  /** Seconds of acceleration, cruising and braking. */
  phases?: readonly [number, number, number];
}

export const DRIVE_START = Date.UTC(2026, 3, 18, 8, 20, 0) / 1_000;
/** Steps per second in which the distance is summed. */
const FINENESS = 20;

/** A drive whose speed is known at every moment: constant acceleration, cruise, constant braking. */
export function drive(options: DriveOptions = {}): DrivePoint[] {
  const { latitude = 36.1361, longitude = -115.1784, rate = 1, start = DRIVE_START, turn = 0, course = 72 } = options;
  const [up, steady, down] = options.phases ?? [16, 34, 10];
  const total = up + steady + down;
  const points: DrivePoint[] = [];
  const steps = Math.max(2, Math.ceil(FINENESS / rate));
  let place = { latitude, longitude };
  for (let index = 0; index <= total * rate; index++) {
    const t = index / rate;
    points.push({
      time: start + t,
      ...place,
      altitude: 612 + t / 10,
      speed: driveSpeed(t, options),
      course: compass(course + turn * t),
    });
    for (let step = 0; step < steps; step++) {
      const middle = t + (step + 0.5) / steps / rate;
      place = moved(place, driveSpeed(middle, options) / steps / rate, course + turn * middle);
    }
  }
  return points;
}

/** Metres per second at `t` seconds after the start. */
export function driveSpeed(
  t: number,
  { cruise = 80 / 3.6, phases: [up, steady, down] = [16, 34, 10] }: DriveOptions,
): number {
  if (t < up) return (cruise * t) / up;
  return t < up + steady ? cruise : Math.max(0, (cruise * (up + steady + down - t)) / down);
}

/** Metres of the whole drive. */
export function driveLength({ cruise = 80 / 3.6, phases: [up, steady, down] = [16, 34, 10] }: DriveOptions): number {
  return cruise * (up / 2 + steady + down / 2);
}

/** Radii of curvature of the WGS84 ellipsoid, from its axes. */
function moved({ latitude, longitude }: { latitude: number; longitude: number }, metres: number, course: number) {
  const [a, b] = [6_378_137, 6_356_752.314_245];
  const phi = (latitude * Math.PI) / 180;
  const q = Math.sqrt((a * Math.cos(phi)) ** 2 + (b * Math.sin(phi)) ** 2);
  const [meridian, normal] = [(a * b) ** 2 / q ** 3, a ** 2 / q];
  const angle = (course * Math.PI) / 180;
  const east = longitude + (((metres * Math.sin(angle)) / (normal * Math.cos(phi))) * 180) / Math.PI;
  return {
    latitude: latitude + (((metres * Math.cos(angle)) / meridian) * 180) / Math.PI,
    longitude: east > 180 ? east - 360 : east < -180 ? east + 360 : east,
  };
}

const compass = (degrees: number) => ((degrees % 360) + 360) % 360;
