const EQUATOR = 6_378_137;
const E2 = 0.006_694_379_990_14;
const RADIAN = Math.PI / 180;

/** Metres per degree north and per degree east at this latitude, on the WGS84 ellipsoid. */
export function metersPerDegree(latitude: number): { north: number; east: number } {
  const sine = Math.sin(latitude * RADIAN);
  const w = 1 - E2 * sine * sine;
  return {
    north: (EQUATOR * (1 - E2) * RADIAN) / (w * Math.sqrt(w)),
    east: (EQUATOR * Math.cos(latitude * RADIAN) * RADIAN) / Math.sqrt(w),
  };
}

/** The shorter way around, from -180 to 180. */
export function wrapDegrees(degrees: number): number {
  return degrees - 360 * Math.round(degrees / 360);
}

/** 0 inclusive to 360 exclusive. */
export function compassDegrees(degrees: number): number {
  const turned = degrees % 360;
  return turned < 0 ? turned + 360 : turned;
}

/** Metres north and east from the first point to the second; off by less than 0.01 % for steps under 1 km. */
export function displacement(lat1: number, lon1: number, lat2: number, lon2: number): { north: number; east: number } {
  const scale = metersPerDegree((lat1 + lat2) / 2);
  return { north: (lat2 - lat1) * scale.north, east: wrapDegrees(lon2 - lon1) * scale.east };
}

/** Metres between two points in degrees. */
export function distanceBetween(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const { north, east } = displacement(lat1, lon1, lat2, lon2);
  return Math.hypot(north, east);
}
