import { dateSeconds } from '../timestamps';
import type { WallClock } from './time-zones';

const STAMP = /(?:^|\D)(20\d{2})[-_.]?(\d{2})[-_.]?(\d{2})[-_ T.]{0,3}(\d{2})[-_.:h]?(\d{2})[-_.:m]?(\d{2})/;

/** The time in names such as `2022_0108_103529.MP4` or `VID_20220108_103529`, in seconds as if it were UTC. */
export function fileNameStamp(name: string): number | undefined {
  const match = STAMP.exec(name.slice(0, 200));
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const date = dateSeconds(year, month, day);
  if (date === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  return date + hour * 3_600 + minute * 60 + second;
}

/** Cameras name their files by local time; Google's phones by UTC, as in `PXL_20260718_100000123.mp4`. */
export const nameClock = (name: string): WallClock => (/^PXL_/i.test(name) ? 'utc' : 'local');

/** GoPro's chapters of one recording: `GX010123.MP4`, `GX020123.MP4`. */
export function chapterOf(name: string): { recording: string; chapter: number } | undefined {
  const match = /^(G[XHLSP])(\d{2})(\d{4})\.\w{2,4}$/i.exec(name);
  return match ? { recording: `${match[1]}${match[3]}`.toUpperCase(), chapter: Number(match[2]) } : undefined;
}
