import type { Day, View } from './days';

const utc = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', ...options });

const FORMATS = {
  day: utc({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
  week: utc({ day: 'numeric', month: 'long', year: 'numeric' }),
  month: utc({ month: 'long', year: 'numeric' }),
  weekday: utc({ weekday: 'short' }),
};

const dateOf = (day: Day): Date => new Date(`${day}T00:00:00Z`);

/** From Monday; 6 July 2026 is one. */
export const WEEKDAYS: readonly string[] = Array.from({ length: 7 }, (_, index) =>
  FORMATS.weekday.format(dateOf(`2026-07-${String(6 + index).padStart(2, '0')}`)),
);

/** Such as `Saturday, 28 November 2026`, in the viewer's language. */
export const dayName = (day: Day): string => FORMATS.day.format(dateOf(day));

/** What a page of the calendar shows. */
export function pageName(view: View, around: Day, days: readonly Day[]): string {
  if (view !== 'week') return FORMATS[view].format(dateOf(around));
  return FORMATS.week.formatRange(dateOf(days[0] ?? around), dateOf(days.at(-1) ?? around));
}

/** An instant in a zone, for people. */
export const timeIn = (at: string, zone: string): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(new Date(at));
