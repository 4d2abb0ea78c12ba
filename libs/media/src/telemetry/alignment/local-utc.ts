import { dateSeconds } from '../timestamps';
import type { Track } from '../track';

interface Area {
  latitudes: readonly [number, number];
  longitudes: readonly [number, number];
  hasSummerTime: boolean;
}

/** Where local time is UTC, at least in winter. Spain, France and Morocco, between them, are ahead of it. */
const AREAS: readonly Area[] = [
  // Britain, Ireland and the Faroes.
  { latitudes: [49.9, 62.5], longitudes: [-11, 1.8], hasSummerTime: true },
  // Portugal with Madeira, and the Canaries.
  { latitudes: [36.9, 42.2], longitudes: [-9.6, -7], hasSummerTime: true },
  { latitudes: [27.5, 33.2], longitudes: [-18.5, -13.3], hasSummerTime: true },
  // Iceland and the west of Africa.
  { latitudes: [63, 67], longitudes: [-25, -13], hasSummerTime: false },
  { latitudes: [4, 25], longitudes: [-17.6, 1], hasSummerTime: false },
];

/** Whether the clocks at the start of the track show UTC. @param seconds Unix seconds */
export function isLocalTimeUtc({ channels }: Track, seconds: number): boolean {
  const [latitude, longitude] = [channels.latitude, channels.longitude].map((channel) =>
    channel?.find((value) => !Number.isNaN(value)),
  );
  if (latitude === undefined || longitude === undefined) return false;
  const area = AREAS.find(
    ({ latitudes, longitudes }) => isBetween(latitude, latitudes) && isBetween(longitude, longitudes),
  );
  return area !== undefined && !(area.hasSummerTime && isSummerTime(seconds));
}

const isBetween = (value: number, [least, most]: readonly [number, number]) => value >= least && value <= most;

/** In Europe from the last Sunday of March to that of October, at 1:00 UTC. */
function isSummerTime(seconds: number): boolean {
  const year = new Date(seconds * 1_000).getUTCFullYear();
  const [from, to] = [3, 10].map((month) => {
    const last = dateSeconds(year, month, 31) ?? Number.NaN;
    return last - new Date(last * 1_000).getUTCDay() * 86_400 + 3_600;
  });
  return seconds >= (from ?? Number.NaN) && seconds < (to ?? Number.NaN);
}
