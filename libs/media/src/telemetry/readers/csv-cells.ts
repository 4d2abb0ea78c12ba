import { type Unit, unitNamed } from '../units';

/** The cells of one line, trimmed and without their quotes. */
export function splitLine(line: string, delimiter: string): string[] {
  if (delimiter === ' ') return line.trim().split(/\s+/);
  if (!line.includes('"')) return line.split(delimiter).map((cell) => cell.trim());
  const cells: string[] = [];
  let from = 0;
  while (from <= line.length) {
    const quoted = quotedCell(line, from);
    const end = line.indexOf(delimiter, quoted?.end ?? from);
    const next = end < 0 ? line.length : end;
    cells.push(quoted ? quoted.text : line.slice(from, next).trim());
    from = next + delimiter.length;
  }
  return cells;
}

/** A quoted cell that starts here: its text, and the position of its closing quote. */
function quotedCell(line: string, from: number): { text: string; end: number } | undefined {
  let start = from;
  while (line[start] === ' ') start++;
  if (line[start] !== '"') return undefined;
  const parts: string[] = [];
  let position = start + 1;
  for (;;) {
    const quote = line.indexOf('"', position);
    if (quote < 0) return { text: parts.join('') + line.slice(position), end: line.length };
    parts.push(line.slice(position, quote));
    if (line[quote + 1] !== '"') return { text: parts.join('').trim(), end: quote + 1 };
    parts.push('"');
    position = quote + 2;
  }
}

/** A number in a cell, with its unit. */
export interface CellNumber {
  value: number;
  unit?: Unit;
}

const NUMBER = /^([NSEW])?\s*([+-]?\d*[.,]?\d+(?:e[+-]?\d+)?)\s*(.*)$/i;

/** Reads `12.5`, `12,5`, `12.5 km/h`, `49.0733336N`, `W 8.5` or `49°04'24.5"N`; NaN when there is no number. */
export function numberCell(text: string): CellNumber {
  if (text === '') return { value: Number.NaN };
  const plain = Number(text);
  if (!Number.isNaN(plain)) return { value: plain };
  if (text.length > 60) return { value: Number.NaN };
  if (text.includes('°') && /[\d'′]/.test(text.slice(text.indexOf('°') + 1))) return { value: sexagesimal(text) };
  const match = NUMBER.exec(text);
  if (!match) return { value: Number.NaN };
  const [, before, digits = '', after = ''] = match;
  if (/^\d[\d.,\s'′"″]*[NSEW]?$/i.test(after) && /\s/.test(text.trim()) && /[NSEW]/i.test(text))
    return { value: sexagesimal(text) };
  const value = Number(digits.replace(',', '.'));
  const hemisphere = (before ?? after).trim().replace('°', '').toUpperCase();
  if (/^[NSEW]$/.test(hemisphere)) return { value: signed(value, hemisphere) };
  const unit = unitNamed(after);
  // Letters after the digits that are not a unit: a text that happens to begin with a digit.
  if (after !== '' && !unit) return { value: Number.NaN };
  return { value, ...(unit && { unit }) };
}

function sexagesimal(text: string): number {
  const [degrees = Number.NaN, minutes = 0, seconds = 0] =
    text.match(/\d+(?:[.,]\d+)?/g)?.map((part) => Number(part.replace(',', '.'))) ?? [];
  const value = degrees + minutes / 60 + seconds / 3_600;
  const hemisphere = /[NSEW]/i.exec(text)?.[0]?.toUpperCase();
  return hemisphere ? signed(value, hemisphere) : text.trim().startsWith('-') ? -value : value;
}

/** South and west are negative; an explicit sign is kept. */
function signed(value: number, hemisphere: string): number {
  return (hemisphere === 'S' || hemisphere === 'W') && value > 0 ? -value : value;
}
