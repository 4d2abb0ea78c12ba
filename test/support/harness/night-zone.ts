/** From the west of the date line, where the zone is 11 hours behind UTC, to its east. */
const [FARTHEST_BEHIND, NIGHT] = [11, 3];

/**
 * A time zone in which it is now between three and four in the morning: while a test runs there, no day begins, and none
 * of the good hours for posts passes.
 */
export function nightZone(): string {
  const hoursAhead = ((NIGHT - new Date().getUTCHours() + FARTHEST_BEHIND + 24) % 24) - FARTHEST_BEHIND;
  // POSIX counts the hours behind UTC.
  return `Etc/GMT${hoursAhead > 0 ? '-' : '+'}${Math.abs(hoursAhead)}`;
}
