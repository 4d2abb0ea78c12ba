import { Temporal } from 'temporal-polyfill';

/** How much of the calendar is shown. */
export const VIEWS = ['month', 'week', 'day'] as const;
export type View = (typeof VIEWS)[number];

/** A day of the calendar, as `YYYY-MM-DD`; the caller knows its zone. */
export type Day = string;

/** Hours of a clock on one day: `at` is the instant, `label` the local time, with its offset when it occurs twice. */
export interface Hour {
  at: string;
  label: string;
}

/** The page of the calendar that an address names. */
export interface Search {
  view?: string;
  day?: string;
}

/** The view and the day around which it is; the month around `today` by default. */
export const pageOf = (search: Search, today: Day): { view: View; around: Day } => ({
  view: VIEWS.find((each) => each === search.view) ?? 'month',
  around: search.day && isDay(search.day) ? search.day : today,
});

export const todayIn = (zone: string, now: Date = new Date()): Day => dayOf(now.toISOString(), zone);

/** Whether a text is a day that exists. */
export function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

/** Whether the browser knows the time zone. */
export function isZone(name: string): boolean {
  try {
    Temporal.Now.zonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** The days that a view around a day shows: a month in whole weeks, which begin on Monday. */
export function daysOf(view: View, around: Day): Day[] {
  const day = Temporal.PlainDate.from(around);
  if (view === 'day') return [around];
  const [first, last] = view === 'week' ? [day, day] : [day.with({ day: 1 }), day.with({ day: day.daysInMonth })];
  const monday = first.subtract({ days: first.dayOfWeek - 1 });
  const sunday = last.add({ days: 7 - last.dayOfWeek });
  const count = monday.until(sunday, { largestUnit: 'days' }).days + 1;
  return Array.from({ length: count }, (_, index) => monday.add({ days: index }).toString());
}

/** The day around which the next or the previous page of a view is. */
export function moved(view: View, around: Day, pages: number): Day {
  const day = Temporal.PlainDate.from(around);
  if (view === 'month') return day.with({ day: 1 }).add({ months: pages }).toString();
  return day.add({ days: view === 'week' ? 7 * pages : pages }).toString();
}

/** The instants at which the days begin and end in a zone: `from` inclusive, `to` exclusive. */
export function periodOf(days: readonly Day[], zone: string): { from: string; to: string } {
  const [first = '', last = first] = [days[0], days.at(-1)];
  return { from: beginOf(first, zone), to: beginOf(moved('day', last, 1), zone) };
}

/** The day on which an instant is in a zone. */
export const dayOf = (at: string, zone: string): Day => zoned(at, zone).toPlainDate().toString();

/** The local time of an instant, as `datetime-local` writes it. */
export const localTime = (at: string, zone: string): string =>
  zoned(at, zone).toPlainDateTime().toString({ smallestUnit: 'minute' });

/** The instant of the same local time on another day; the same instant on its own day. */
export const onDay = (at: string, day: Day, zone: string): string =>
  dayOf(at, zone) === day ? at : (instantsOf(`${day}T${localTime(at, zone).slice(11)}`, zone)[0] ?? at);

/**
 * The instants of a local time: two when the clocks go back over it. A time that they skip moves forward.
 * @returns none for a text that is no local time
 */
export function instantsOf(local: string, zone: string): string[] {
  let time: Temporal.PlainDateTime;
  try {
    time = Temporal.PlainDateTime.from(local);
  } catch {
    return [];
  }
  const [first, second] = (['compatible', 'later'] as const).map((disambiguation) =>
    time.toZonedDateTime(zone, { disambiguation }).toInstant().toString({ smallestUnit: 'millisecond' }),
  );
  return [...new Set([first, second])].flatMap((at) => at ?? []);
}

/** Whether two instants are the same for people, who see no seconds. */
export const isSameMinute = (one: string, other: string): boolean => minuteOf(one) === minuteOf(other);

const minuteOf = (at: string): number => Math.floor(Date.parse(at) / 60_000);

/** The hours of a day in a zone: 23 or 25 when the clocks change. */
export function hoursOf(day: Day, zone: string): Hour[] {
  const { from, to } = periodOf([day], zone);
  const starts: Temporal.ZonedDateTime[] = [];
  for (let hour = zoned(from, zone); hour.epochMilliseconds < Date.parse(to); hour = hour.add({ hours: 1 }))
    starts.push(hour);
  const local = starts.map((start) => start.toPlainTime().toString({ smallestUnit: 'minute' }));
  return starts.map((start, index) => {
    const label = local[index] ?? '';
    const occursTwice = local.indexOf(label) !== local.lastIndexOf(label);
    return { at: start.toInstant().toString(), label: occursTwice ? `${label} (UTC${start.offset})` : label };
  });
}

/** Things with a time by their day in a zone, the earliest first. */
export function byDay<T extends { at: string }>(things: readonly T[], zone: string): Map<Day, T[]> {
  const days = new Map<Day, T[]>();
  for (const thing of things.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    const day = dayOf(thing.at, zone);
    const others = days.get(day);
    if (others) others.push(thing);
    else days.set(day, [thing]);
  }
  return days;
}

const zoned = (at: string, zone: string): Temporal.ZonedDateTime => Temporal.Instant.from(at).toZonedDateTimeISO(zone);

/** Midnight, or the first moment after it where the clocks skip it. */
const beginOf = (day: Day, zone: string): string =>
  Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant().toString({ smallestUnit: 'millisecond' });
