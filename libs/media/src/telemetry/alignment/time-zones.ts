const HOUR = 3_600;

/** UTC offsets, in hours, of the zones that are not whole hours, in winter or in summer. */
const BROKEN_ZONES = [-9.5, -3.5, -2.5, 3.5, 4.5, 5.5, 5.75, 6.5, 8.75, 9.5, 10.5, 12.75, 13.75];

/** Whether any time zone on earth has this offset from UTC, in seconds. */
export function isTimeZone(seconds: number): boolean {
  const hours = Math.abs(seconds) / HOUR;
  return Number.isInteger(hours) || BROKEN_ZONES.includes(seconds / HOUR) || BROKEN_ZONES.includes(-seconds / HOUR);
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
