import type { Fault } from '../api/problem';
import { jsonTree, rangeOf, type TextRange } from './json-tree';

/** A fault with its part of the text, if it is known. */
export interface LocatedFault extends Fault {
  range: TextRange | undefined;
}

export function locateFaults(faults: readonly Fault[], text: string): LocatedFault[] {
  if (faults.length === 0) return [];
  const tree = jsonTree(text);
  return faults.map((fault) => ({
    ...fault,
    range: fault.code === 'json' ? jsonFault(fault.message, text) : rangeOf(fault.path, tree),
  }));
}

/** Browsers name the offset, or the line and column, of a fault in JSON. */
function jsonFault(message: string, text: string): TextRange | undefined {
  const [, offset] = /position (\d+)/.exec(message) ?? [];
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? [];
  if (offset !== undefined) return { start: Number(offset), end: Number(offset) + 1 };
  if (line === undefined)
    return /end of (JSON|data|input)/i.test(message) ? { start: text.length, end: text.length } : undefined;
  const before = text.split('\n').slice(0, Number(line) - 1);
  const start = before.reduce((sum, one) => sum + one.length + 1, 0) + Number(column) - 1;
  return { start, end: start + 1 };
}
