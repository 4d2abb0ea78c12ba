import { dateSeconds, MidnightClock, parseClock, parseCompactClock, parseStamp } from '../timestamps';
import type { TrackClock } from '../track';
import { type DayOrder, dayOrder, inIsoOrder } from './csv-dates';
import type { Column } from './csv-layout';

export type AssumedOrder = 'day before month' | 'month before day' | 'year before month';

/** How to read the times of a table. */
export interface TableTime {
  clock: TrackClock;
  /** Seconds; NaN when the row has no time. */
  read(cells: readonly string[]): number;
  /** The order that was guessed. */
  assumedOrder?: AssumedOrder;
}

/** The best of the columns that may hold times: instants, then local times, then seconds from an unknown zero. */
export function tableTime(columns: readonly Column[], rows: readonly (readonly string[])[]): TableTime | undefined {
  const times = columns.filter(({ role }) => role?.kind === 'time');
  const dates = columns.filter(({ role }) => role?.kind === 'date');
  const valueOf = ({ index }: Column) => rows.map((cells) => cells[index] ?? '').find((cell) => cell !== '') ?? '';
  const candidates = [...times, ...dates].flatMap((column) => [
    instants(column, valueOf(column)),
    epoch(column, valueOf(column)),
    daysOfSpreadsheet(column, rows),
  ]);
  for (const date of dates) for (const time of times) candidates.push(dateAndClock(date, time, rows, columns));
  for (const column of times) candidates.push(seconds(column, valueOf(column)), clockOnly(column, valueOf(column)));
  const found = candidates.filter((candidate) => candidate !== undefined);
  const best = (clock: TrackClock) => found.find((candidate) => candidate.clock === clock);
  return best('utc') ?? best('local') ?? best('relative');
}

/** `2026-04-18T08:20:00Z`, also with the day first. */
function instants(column: Column, first: string): TableTime | undefined {
  const order = dayOrder(first);
  const read = (text: string) => parseStamp(inIsoOrder(text, order));
  const stamp = read(first);
  if (!stamp || !/\d\D+\d{1,2}:\d{2}/.test(inIsoOrder(first, order))) return undefined;
  return {
    clock: stamp.zoned || column.utc ? 'utc' : 'local',
    read: (cells) => read(cells[column.index] ?? '')?.seconds ?? Number.NaN,
    ...assumedIn(order),
  };
}

/** Unix time; its size distinguishes seconds from milli-, micro- and nanoseconds. */
function epoch(column: Column, first: string): TableTime | undefined {
  const value = decimal(first);
  const factor = value >= 1e17 ? 1e-9 : value >= 1e14 ? 1e-6 : value >= 1e11 ? 1e-3 : 1;
  const seconds = value * factor;
  if (!(seconds >= 3e8 && seconds < 4.2e9)) return undefined;
  return { clock: 'utc', read: (cells) => decimal(cells[column.index] ?? '') * factor };
}

/** The day of 1 January 1970 in a spreadsheet. */
const SPREADSHEET_EPOCH = 25_569;
const DAY = 86_400;

/** Days since 1900 as spreadsheets store them: dates from 2000 to 2100, with less than two minutes from row to row. */
function daysOfSpreadsheet(column: Column, rows: readonly (readonly string[])[]): TableTime | undefined {
  const days = rows.map((cells) => decimal(cells[column.index] ?? '')).filter((value) => !Number.isNaN(value));
  const isDates = days.every((day) => day > 36_526 && day < 73_051 && !Number.isInteger(day * 10));
  const isSlow = days.every((day, index) => Math.abs(day - (days[index - 1] ?? day)) < 120 / DAY);
  if (days.length < 3 || !isDates || !isSlow) return undefined;
  return { clock: 'local', read: (cells) => (decimal(cells[column.index] ?? '') - SPREADSHEET_EPOCH) * DAY };
}

function dateAndClock(
  dateColumn: Column,
  timeColumn: Column,
  rows: readonly (readonly string[])[],
  columns: readonly Column[],
): TableTime | undefined {
  const [row = []] = rows.filter((cells) => cells[dateColumn.index] && cells[timeColumn.index]);
  const order = orderOf(dateColumn, row[dateColumn.index] ?? '', row[timeColumn.index] ?? '');
  const date = dateReader(row[dateColumn.index] ?? '', order, columns.length);
  const clock = clockReader(row[timeColumn.index] ?? '');
  if (!date || !clock) return undefined;
  return {
    clock:
      dateColumn.utc || timeColumn.utc || timeColumn.gps || /Z$/i.test(row[timeColumn.index] ?? '') ? 'utc' : 'local',
    read: (cells) =>
      (date.read(cells[dateColumn.index] ?? '') ?? Number.NaN) + (clock(cells[timeColumn.index] ?? '') ?? Number.NaN),
    ...date.assumption,
  };
}

const assumedIn = (order: DayOrder | undefined): Pick<TableTime, 'assumedOrder'> =>
  order?.assumed ? { assumedOrder: order.monthFirst ? 'month before day' : 'day before month' } : {};

/** DJI's app writes the month first where its times are in halves of the day. */
function orderOf({ role }: Column, date: string, clock: string): DayOrder | undefined {
  const order = dayOrder(date);
  const american = role?.kind === 'date' && role.ofDji && /[ap]m$/i.test(clock);
  return order?.assumed && american ? { ...order, monthFirst: true } : order;
}

function dateReader(first: string, order: DayOrder | undefined, columnCount: number) {
  const dashed = (text: string) => parseStamp(inIsoOrder(text, order))?.seconds;
  if (dashed(first) !== undefined) return { read: dashed, assumption: assumedIn(order) };
  if (/^\d{8}$/.test(first))
    return {
      read: (text: string) => dateSeconds(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8))),
      assumption: {},
    };
  if (!/^\d{5,6}$/.test(first)) return undefined;
  // Columbus loggers write yymmdd in a table of ten or more columns; others copy NMEA's ddmmyy.
  const parts = (text: string) => (text.padStart(6, '0').match(/\d\d/g) ?? []).map(Number);
  const yearsFirst = columnCount >= 9;
  const read = (text: string) => {
    const [a = 0, b = 0, c = 0] = parts(text);
    return yearsFirst ? dateSeconds(2000 + a, b, c) : dateSeconds(2000 + c, b, a);
  };
  const assumedOrder: AssumedOrder = yearsFirst ? 'year before month' : 'day before month';
  return read(first) === undefined ? undefined : { read, assumption: { assumedOrder } };
}

function clockReader(first: string): ((text: string) => number | undefined) | undefined {
  const bare = (text: string) => text.replace(/\s?(Z|UTC|GMT)$/i, '');
  if (parseClock(bare(first)) !== undefined) return (text) => parseClock(bare(text));
  if (/^\d{5,6}(\.\d+)?$/.test(first) && parseCompactClock(compact(first)) !== undefined)
    return (text) => parseCompactClock(compact(text));
  return undefined;
}

const compact = (text: string) => {
  const [whole = '', fraction] = text.split('.');
  return whole.padStart(6, '0') + (fraction === undefined ? '' : `.${fraction}`);
};

/** A number from an unknown zero, in the unit of the header or otherwise in seconds. */
function seconds(column: Column, first: string): TableTime | undefined {
  if (Number.isNaN(decimal(first))) return undefined;
  const factor = column.unit?.kind === 'time' ? column.unit.factor : 1;
  return { clock: 'relative', read: (cells) => decimal(cells[column.index] ?? '') * factor };
}

/** A time of day or an elapsed time without any date. */
function clockOnly(column: Column, first: string): TableTime | undefined {
  const clock = clockReader(first);
  if (!clock) return undefined;
  const running = new MidnightClock();
  return {
    clock: 'relative',
    read: (cells) => {
      const value = clock(cells[column.index] ?? '');
      return value === undefined ? Number.NaN : running.read(value);
    },
  };
}

const decimal = (text: string) =>
  text === '' ? Number.NaN : Number(text.includes('.') ? text : text.replace(',', '.'));
