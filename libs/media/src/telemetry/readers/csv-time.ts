import { dateSeconds, MidnightClock, parseClock, parseCompactClock, parseStamp } from '../timestamps';
import type { TrackClock } from '../track';
import { type DayOrder, dayOrder, inIsoOrder } from './csv-dates';
import { type Column, SAMPLE_ROWS } from './csv-layout';

export type AssumedOrder = 'day before month' | 'month before day' | 'year before month';

/** How to read the times of a table. */
export interface TableTime {
  clock: TrackClock;
  /** Seconds; NaN when the row has no time. */
  read(cells: readonly string[]): number;
  /** The order that was guessed. */
  assumedOrder?: AssumedOrder;
}

/** More columns of times and of dates than any logger writes: each is tried with each. */
const [MOST_CLOCKS, MOST_DATES] = [12, 6];

/**
 * The best of the columns that may hold times: instants, then local times, then seconds from an unknown zero.
 * @param rows the first of the table; before the first fix, loggers write zeros, words or dates of zeros into them
 */
export function tableTime(columns: readonly Column[], rows: readonly (readonly string[])[]): TableTime | undefined {
  const times = columns.filter(({ role }) => role?.kind === 'time');
  const dates = columns.filter(({ role }) => role?.kind === 'date');
  const cellsOf = ({ index }: Column) => rows.flatMap((cells) => cells[index] || []);
  const candidates = [...times, ...dates].flatMap((column) => [
    instants(column, cellsOf(column)),
    epoch(column, cellsOf(column)),
    daysOfSpreadsheet(column, rows),
  ]);
  for (const date of dates.slice(0, MOST_DATES))
    for (const time of times.slice(0, MOST_CLOCKS)) candidates.push(dateAndClock(date, time, rows, columns));
  for (const column of times) candidates.push(seconds(column, cellsOf(column)), clockOnly(column, cellsOf(column)));
  const found = candidates.filter((candidate) => candidate !== undefined);
  const best = (clock: TrackClock) => found.find((candidate) => candidate.clock === clock);
  return best('utc') ?? best('local') ?? best('relative');
}

/** Whether a cell tells a time: neither words nor zeros alone. */
const isTold = (cell: string) => /[1-9]/.test(cell);

/** Whether `read` understands most of the cells that tell a time: a single one may be damaged, or of another kind. */
function readsMost(cells: readonly string[], read: (cell: string) => number | undefined): boolean {
  const told = cells.filter(isTold);
  const known = told.filter((cell) => Number.isFinite(read(cell) ?? Number.NaN));
  return known.length > 0 && known.length * 2 >= told.length;
}

/** The order that a date of the column proves; otherwise that of the first. */
function orderIn(cells: readonly string[]): DayOrder | undefined {
  const orders = cells.filter(isTold).flatMap((cell) => dayOrder(cell) ?? []);
  return orders.find(({ assumed }) => !assumed) ?? orders[0];
}

/** `2026-04-18T08:20:00Z`, also with the day first. */
function instants(column: Column, cells: readonly string[]): TableTime | undefined {
  const order = orderIn(cells);
  const read = (text: string) => {
    const ordered = inIsoOrder(text, order);
    return /\d\D+\d{1,2}:\d{2}/.test(ordered) ? parseStamp(ordered) : undefined;
  };
  const stamp = cells
    .filter(isTold)
    .map(read)
    .find((found) => found !== undefined);
  if (!stamp || !readsMost(cells, (cell) => read(cell)?.seconds)) return undefined;
  return {
    clock: stamp.zoned || column.utc ? 'utc' : 'local',
    read: (row) => parseStamp(inIsoOrder(row[column.index] ?? '', order))?.seconds ?? Number.NaN,
    ...assumedIn(order),
  };
}

/** Unix time; its size distinguishes seconds from milli-, micro- and nanoseconds. */
function epoch(column: Column, cells: readonly string[]): TableTime | undefined {
  const isEpoch = (seconds: number) => seconds >= 3e8 && seconds < 4.2e9;
  const factorOf = (value: number) => (value >= 1e17 ? 1e-9 : value >= 1e14 ? 1e-6 : value >= 1e11 ? 1e-3 : 1);
  const first = cells.map(decimal).find((value) => isEpoch(value * factorOf(value)));
  if (first === undefined) return undefined;
  const factor = factorOf(first);
  const read = (cell: string) => {
    const seconds = decimal(cell) * factor;
    return isEpoch(seconds) ? seconds : undefined;
  };
  const runs = stepsOf(cells.flatMap((cell) => read(cell) ?? [])) <= LONGEST_STEP;
  if (!runs || !readsMost(cells, read)) return undefined;
  return { clock: 'utc', read: (row) => decimal(row[column.index] ?? '') * factor };
}

/** Seconds from row to row above which numbers count something other than seconds. */
const LONGEST_STEP = 3_600;

/** The median of the steps between the values. */
function stepsOf(values: readonly number[]): number {
  const steps = values.slice(1).map((value, index) => Math.abs(value - (values[index] ?? 0)));
  return steps.sort((a, b) => a - b)[steps.length >> 1] ?? 0;
}

/** The day of 1 January 1970 in a spreadsheet. */
const SPREADSHEET_EPOCH = 25_569;
const DAY = 86_400;

/** Days since 1900 as spreadsheets store them: dates from 2000 to 2100, with less than two minutes from row to row. */
function daysOfSpreadsheet(column: Column, rows: readonly (readonly string[])[]): TableTime | undefined {
  const told = rows.map((cells) => cells[column.index] ?? '').filter(isTold);
  const days = told
    .slice(0, SAMPLE_ROWS)
    .map(decimal)
    .filter((value) => !Number.isNaN(value));
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
  const dated = rows.filter((cells) => isTold(cells[dateColumn.index] ?? '') && cells[timeColumn.index]);
  const days = dated.map((cells) => cells[dateColumn.index] ?? '');
  const order = orderIn(days);
  const readersOf = (cells: readonly string[]) => {
    const [day = '', time = ''] = [cells[dateColumn.index], cells[timeColumn.index]];
    const date = dateReader(day, orderOf(dateColumn, order, time), columns.length);
    const clock = clockReader(time);
    return date && clock ? { date, clock, time } : undefined;
  };
  const readers = firstOf(dated, readersOf);
  if (!readers) return undefined;
  const { date, clock, time } = readers;
  if (!readsMost(days, date.read)) return undefined;
  return {
    clock: dateColumn.utc || timeColumn.utc || timeColumn.gps || /Z$/i.test(time) ? 'utc' : 'local',
    read: (cells) =>
      (date.read(cells[dateColumn.index] ?? '') ?? Number.NaN) + (clock(cells[timeColumn.index] ?? '') ?? Number.NaN),
    ...date.assumption,
  };
}

const assumedIn = (order: DayOrder | undefined): Pick<TableTime, 'assumedOrder'> =>
  order?.assumed ? { assumedOrder: order.monthFirst ? 'month before day' : 'day before month' } : {};

/** DJI's app writes the month first where its times are in halves of the day. */
function orderOf({ role }: Column, order: DayOrder | undefined, clock: string): DayOrder | undefined {
  const american = role?.kind === 'date' && role.ofDji && /[ap]m$/i.test(clock);
  return order?.assumed && american ? { ...order, monthFirst: true } : order;
}

function dateReader(first: string, order: DayOrder | undefined, columnCount: number) {
  const dashed = (text: string) => parseStamp(inIsoOrder(text, order))?.seconds;
  if (dashed(first) !== undefined) return { read: dashed, assumption: assumedIn(order) };
  const compactDate = (text: string) =>
    dateSeconds(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8)));
  if (/^\d{8}$/.test(first) && compactDate(first) !== undefined) return { read: compactDate, assumption: {} };
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
function seconds(column: Column, cells: readonly string[]): TableTime | undefined {
  if (!readsMost(cells, decimal)) return undefined;
  const factor = column.unit?.kind === 'time' ? column.unit.factor : 1;
  const read = timesOf(cells, (cell) => decimal(cell) * factor);
  return { clock: 'relative', read: (row) => read(row[column.index] ?? '') ?? Number.NaN };
}

/** A time of day or an elapsed time without any date. */
function clockOnly(column: Column, cells: readonly string[]): TableTime | undefined {
  const clock = firstOf(cells.filter(isTold), clockReader) ?? firstOf(cells, clockReader);
  if (!clock || !readsMost(cells, clock)) return undefined;
  const read = timesOf(cells, clock);
  const running = new MidnightClock();
  return {
    clock: 'relative',
    read: (row) => {
      const value = read(row[column.index] ?? '');
      return value === undefined ? Number.NaN : running.read(value);
    },
  };
}

/** A clock that starts at zero shows its next time within these seconds or ten usual steps. */
const LATEST_NEXT = 60;

/** The same reader; zeros are no times unless the clock starts at zero. */
function timesOf(
  cells: readonly string[],
  read: (cell: string) => number | undefined,
): (cell: string) => number | undefined {
  const told = cells.filter(isTold).flatMap((cell) => read(cell) ?? []);
  const startsWithZeros = cells[0] !== undefined && !isTold(cells[0]);
  const isNone = startsWithZeros && (told[0] ?? 0) > Math.max(LATEST_NEXT, 10 * stepsOf(told));
  return (cell) => (isNone && !isTold(cell) ? undefined : read(cell));
}

function firstOf<From, To>(all: readonly From[], to: (each: From) => To | undefined): To | undefined {
  for (const each of all) {
    const made = to(each);
    if (made !== undefined) return made;
  }
  return undefined;
}

const decimal = (text: string) =>
  text === '' ? Number.NaN : Number(text.includes('.') ? text : text.replace(',', '.'));
