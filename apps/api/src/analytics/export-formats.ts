import { writeXlsxStream } from 'hucre/xlsx';

type Cell = string | number | null | readonly string[];
type Row<Column extends string> = Readonly<Record<Column, Cell>>;

/** Excel reads a file as UTF-8 only if it begins with this. */
const BYTE_ORDER_MARK = '\uFEFF';
/** Beginnings of texts that spreadsheets run, also in full width, in which East Asian keyboards write. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** Characters that a workbook cannot hold, and texts that Excel would read as one of its escapes. */
const NOT_XML = /[\uFFFE\uFFFF]|\p{Surrogate}/gu;
const ESCAPE = /_x[\dA-Fa-f]{4}_/g;

/**
 * CSV (RFC 4180) with a header, for spreadsheets: every text is quoted, and one that a spreadsheet would run as a
 * formula begins with an apostrophe. Lists are separated by spaces; null is an empty cell.
 */
export async function* toCsv<Column extends string>(
  columns: readonly Column[],
  batches: AsyncIterable<readonly Row<Column>[]>,
): AsyncGenerator<string> {
  yield `${BYTE_ORDER_MARK}${columns.map(csvCell).join(',')}\r\n`;
  for await (const rows of batches)
    yield rows.map((row) => `${columns.map((column) => csvCell(row[column])).join(',')}\r\n`).join('');
}

/**
 * A workbook (XLSX) with a header, written while its rows arrive. Every text is a cell of text, which no spreadsheet runs as
 * a formula; lists are separated by spaces; null is an empty cell.
 */
export async function* toXlsx<Column extends string>(
  columns: readonly Column[],
  batches: AsyncIterable<readonly Row<Column>[]>,
): AsyncGenerator<Uint8Array> {
  const options = { name: 'Analytics', columns: columns.map((header) => ({ header })), freezePane: { rows: 1 } };
  yield* writeXlsxStream(xlsxRows(columns, batches), options);
}

async function* xlsxRows<Column extends string>(
  columns: readonly Column[],
  batches: AsyncIterable<readonly Row<Column>[]>,
): AsyncGenerator<(string | number | null)[]> {
  for await (const rows of batches) yield* rows.map((row) => columns.map((column) => xlsxCell(row[column])));
}

function xlsxCell(value: Cell): string | number | null {
  if (value === null || typeof value === 'number') return value;
  const text = typeof value === 'string' ? value : value.join(' ');
  return text.replace(NOT_XML, '\uFFFD').replace(ESCAPE, '_x005F$&');
}

function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : value.join(' ');
  return `"${FORMULA.test(text) ? "'" : ''}${text.replaceAll('"', '""')}"`;
}

/** One JSON object a line. */
export async function* toNdjson(batches: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  for await (const rows of batches) yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** A JSON object with the fields of `head` and the list `rows`. @param head at least one field */
export async function* toJson(head: object, batches: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"rows":[`;
  let separator = '';
  for await (const rows of batches) {
    yield separator + rows.map((row) => JSON.stringify(row)).join(',');
    separator = ',';
  }
  yield ']}';
}
