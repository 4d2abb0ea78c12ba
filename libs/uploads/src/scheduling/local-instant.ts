import { LRUCache } from 'lru-cache';

const LOCAL_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/;
const INSTANT = /^([^.Z+]{16,19})(?:\.\d{1,9})?(?:Z|([+-])(\d{2}):(\d{2}))$/;
const DAY_MS = 86_400_000;
/** Posts are scheduled for a year, leap day included. */
const LATEST_MS = 366 * DAY_MS;
/** Caches formats, which are slow to make. Callers name zones, in any spelling, so the cache is limited. */
const formats = new LRUCache<string, Intl.DateTimeFormat>({ max: 100, memoMethod: formatOf });

/**
 * The instant of a local time in a zone. A time that the change to summer time skips moves forward by the skipped time;
 * of a time that occurs twice, the first counts.
 * @param localTime `YYYY-MM-DDThh:mm`, with or without seconds
 * @param timeZone name of the IANA database
 * @returns undefined for a date or a time that does not exist in the calendar
 */
export function localInstant(localTime: string, timeZone: string): Date | undefined {
  const parts = LOCAL_TIME.exec(localTime)?.slice(1);
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) => Number(part ?? 0));
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const isReal = new Date(wall).toISOString().startsWith(localTime);
  return isReal ? instantAt(wall, timeZone) : undefined;
}

/** The instant of a time with `Z` or an offset, in whole seconds; undefined for any other. */
function zonedInstant(time: string): Date | undefined {
  const [, local = '', sign, hours, minutes] = INSTANT.exec(time) ?? [];
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === '-' ? -60_000 : 60_000);
  const at = localInstant(local, 'UTC');
  return at && new Date(at.getTime() - offset);
}

/**
 * The instant of a time in the future, or the fault of the time.
 * @param time local time in the zone, or an instant with `Z` or an offset
 */
export function futureInstant(
  time: string,
  timeZone: string,
  now: Date,
): { at: Date } | { code: string; message: string } {
  const at = zonedInstant(time) ?? localInstant(time, timeZone);
  if (!at) return { code: 'no_such_time', message: 'scheduled_time is not a date and time that exists' };
  if (at <= now) return { code: 'in_the_past', message: 'scheduled_time has passed' };
  if (at.getTime() - now.getTime() > LATEST_MS)
    return { code: 'too_far', message: 'scheduled_time must be within a year from now' };
  return { at };
}

/** @param wall the local time, as if it were UTC, in milliseconds */
export function instantAt(wall: number, timeZone: string): Date {
  const [before, after] = [offsetAt(wall - DAY_MS, timeZone), offsetAt(wall + DAY_MS, timeZone)];
  const fitting = [before, after].filter((offset) => offsetAt(wall - offset, timeZone) === offset);
  // No offset fits a skipped time: by the clock that was valid before, it is after the change.
  return new Date(wall - (fitting.length > 0 ? Math.max(...fitting) : before));
}

/** The local time of an instant, as if it were UTC, in milliseconds. */
export function wallClock(instant: Date, timeZone: string): number {
  return instant.getTime() + offsetAt(instant.getTime(), timeZone);
}

/** `YYYY-MM-DDThh:mm` of an instant in a zone. */
export const localTimeOf = (instant: Date, timeZone: string): string =>
  new Date(wallClock(instant, timeZone)).toISOString().slice(0, 16);

/** Milliseconds by which the zone is ahead of UTC. */
function offsetAt(milliseconds: number, timeZone: string): number {
  const seconds = Math.floor(milliseconds / 1_000);
  const parts = formats.memo(timeZone).formatToParts(seconds * 1_000);
  const valueOf = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const [year, month, day] = [valueOf('year'), valueOf('month'), valueOf('day')];
  return Date.UTC(year, month - 1, day, valueOf('hour'), valueOf('minute'), valueOf('second')) - seconds * 1_000;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const digits = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  const clock = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-US', { timeZone, ...digits, ...clock });
}
