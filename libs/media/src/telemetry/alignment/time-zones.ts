const HOUR = 3_600;
/** Seconds; every time zone is a multiple. */
export const QUARTER = 900;
/** Seconds from UTC to the farthest time zone. */
export const FARTHEST_ZONE = 14 * HOUR;
/** Seconds by which two time stamps of one moment may differ. */
export const STAMP_TOLERANCE = 3;

/** A clock that shows UTC, or the time of an unknown zone. */
export type WallClock = 'utc' | 'local';

/** UTC offsets, in hours, of the zones that are not whole hours, in winter or in summer. */
const BROKEN_ZONES = [-9.5, -3.5, -2.5, 3.5, 4.5, 5.5, 5.75, 6.5, 8.75, 9.5, 10.5, 12.75, 13.75];

/** Whether any time zone on earth has this offset from UTC, in seconds. */
export function isTimeZone(seconds: number): boolean {
  const hours = Math.abs(seconds) / HOUR;
  return Number.isInteger(hours) || BROKEN_ZONES.includes(seconds / HOUR) || BROKEN_ZONES.includes(-seconds / HOUR);
}

/** Whether two time stamps name the same moment in different time zones, or in the same one. */
export function isZoneApart(a: number, b: number): boolean {
  const rest = Math.abs(a - b) % QUARTER;
  return Math.abs(a - b) <= FARTHEST_ZONE + STAMP_TOLERANCE && Math.min(rest, QUARTER - rest) <= STAMP_TOLERANCE;
}

/** Hours by which the clocks of a place may be behind and ahead of its solar time, as in Assam and in Alaska's summer. */
const [MOST_BEHIND, MOST_AHEAD] = [1.05, 3.3];

/** Whether clocks at this longitude may have this offset from UTC, in seconds. */
export function isLocalZone(seconds: number, longitude: number | undefined): boolean {
  if (!isTimeZone(seconds)) return false;
  if (longitude === undefined) return true;
  const ahead = seconds / HOUR - longitude / 15;
  const shorter = ahead - 24 * Math.round(ahead / 24);
  return shorter >= -MOST_BEHIND && shorter <= MOST_AHEAD;
}

/** `−7 h`, `+5:30 h`. */
export function zoneLabel(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const rest = minutes % 60;
  return `${seconds < 0 ? '−' : '+'}${Math.floor(minutes / 60)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`} h`;
}

/** 0 for the solar time zone of this longitude, growing to 0.15 for one on the other side of the earth. */
export function zoneMisfit(zoneSeconds: number, longitude: number | undefined): number {
  if (longitude === undefined) return 0;
  // Most clocks are ahead of solar time, especially in summer.
  const hours = Math.abs(zoneSeconds / HOUR - longitude / 15 - 0.5);
  return Math.min(0.15, Math.min(hours, 24 - hours) * 0.012);
}
