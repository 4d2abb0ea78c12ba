import { type Field, fieldOf } from '../fields';
import { CHANNELS, type Channel } from '../track';
import { fits, unitNamed } from '../units';
import { numberCell, splitLine } from './csv-cells';
import { positionInCell } from './csv-positions';

/** A column with the facts from its header, its units row and its source row. */
export interface Column extends Field {
  index: number;
  /** The number of numeric cells among the first rows. */
  filled: number;
}

export interface CsvLayout {
  delimiter: string;
  columns: readonly Column[];
  /** The line of the first point. */
  firstRow: number;
  /** There is no header: the columns are those of the predecessor's `.map`. */
  positional: boolean;
}

/** Number of rows examined to find out how a table is written. */
export const SAMPLE_ROWS = 60;
const DELIMITERS = [',', ';', '\t', '|'];
const LATITUDE_FIRST: readonly Channel[] = ['latitude', 'longitude', 'speed', 'altitude'];

/** The header among the first lines and its interpretation, or the fixed order of a predecessor's `.map`. */
export function layoutOf(lines: readonly string[]): CsvLayout | undefined {
  for (const [number, line] of lines.entries()) {
    for (const delimiter of DELIMITERS) {
      const fields = fieldsOf(line, delimiter);
      const rows = () => lines.slice(number + 1, number + 1 + SAMPLE_ROWS);
      if (isHeader(fields) || (namesPlace(fields) && placesFollow(fields, rows(), delimiter)))
        return withRows(lines, number + 1, delimiter, fields);
    }
  }
  return positional(lines);
}

function isHeader(fields: readonly Field[]): boolean {
  const has = (channel: Channel) => fields.some(({ role }) => role?.kind === 'channel' && role.channel === channel);
  const timed = fields.some(({ role }) => role?.kind === 'time' || role?.kind === 'date');
  return (has('latitude') && has('longitude')) || (timed && (has('speed') || has('heartRate')));
}

const namesPlace = (fields: readonly Field[]): boolean =>
  fields.some(({ role }) => role?.kind === 'place') &&
  fields.some(({ role }) => role?.kind === 'time' || role?.kind === 'date');

/** A place may be the name of a race track in a preamble: rows below must hold positions, before another header. */
function placesFollow(fields: readonly Field[], rows: readonly string[], delimiter: string): boolean {
  const index = fields.findIndex(({ role }) => role?.kind === 'place');
  for (const row of rows) {
    if (positionInCell(splitLine(row, delimiter)[index] ?? '').latitude !== undefined) return true;
    const below = fieldsOf(row, delimiter);
    if (isHeader(below) || namesPlace(below)) return false;
  }
  return false;
}

const fieldsOf = (line: string, delimiter: string): Field[] =>
  splitLine(line.replace(/^\s*(#|\/\/)\s*/, ''), delimiter).map(fieldOf);

/** Skips the units row and the source row below the header, and reads from them what the header lacks. */
function withRows(lines: readonly string[], from: number, delimiter: string, fields: readonly Field[]): CsvLayout {
  let firstRow = from;
  let described = fields;
  for (; firstRow < Math.min(lines.length, from + 4); firstRow++) {
    const cells = splitLine(lines[firstRow] ?? '', delimiter);
    if (cells.some((cell, index) => described[index]?.role && isValue(cell))) break;
    described = described.map((field, index) => ({
      ...field,
      ...(!field.unit && unitFor(field, cells[index] ?? '')),
      gps: field.gps || /\bgps\b/i.test(cells[index] ?? ''),
    }));
  }
  const sample = lines.slice(firstRow, firstRow + SAMPLE_ROWS).map((line) => splitLine(line, delimiter));
  const columns = described.map((field, index) => ({
    ...field,
    index,
    filled: sample.filter((cells) => isValue(cells[index] ?? '')).length,
  }));
  return { delimiter, columns, firstRow, positional: false };
}

/** A number, a time of day or a date: none of them appears in a units row. */
const isValue = (cell: string) => /^[NSEW+-]?\s*[.,]?\d/i.test(cell) && !/^\d+:\s*[a-z]/i.test(cell);

function unitFor(field: Field, cell: string): Pick<Field, 'unit'> {
  const unit = unitNamed(cell.replace(/^[([]|[)\]]$/g, ''));
  if (!unit || !field.role) return {};
  const { role } = field;
  const helpful = role.kind === 'channel' ? fits(unit, role.channel) : role.kind === 'time' && unit.kind === 'time';
  return helpful ? { unit } : {};
}

/** `timestamp, lat, lon, speed [, altitude]` without a header, with commas, tabs or blanks. */
function positional(lines: readonly string[]): CsvLayout | undefined {
  for (const [number, line] of lines.entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    for (const delimiter of [...DELIMITERS, ' ']) {
      const cells = splitLine(line, delimiter);
      const [latitude = Number.NaN, longitude = Number.NaN] = cells.slice(1, 3).map((cell) => numberCell(cell).value);
      const plausible = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && isValue(cells[0] ?? '');
      if (cells.length < 4 || cells.length > 12 || !plausible) continue;
      const columns = cells.slice(0, 5).map((_, index): Column => {
        const channel = LATITUDE_FIRST[index - 1];
        const role = channel ? ({ kind: 'channel', channel } as const) : ({ kind: 'time' } as const);
        return { index, role, filled: 1, utc: false, gps: true };
      });
      return { delimiter, columns, firstRow: number, positional: true };
    }
  }
  return undefined;
}

/** For each channel the column to read: the receiver's first, then the one with the most values. */
export function channelColumns(columns: readonly Column[]): { channel: Channel; column: Column }[] {
  return CHANNELS.flatMap((channel) => {
    const [column] = columns
      .filter(({ role }) => role?.kind === 'channel' && role.channel === channel)
      .sort(
        (a, b) => Number(b.filled > 0) - Number(a.filled > 0) || Number(b.gps) - Number(a.gps) || b.filled - a.filled,
      );
    return column ? [{ channel, column }] : [];
  });
}
