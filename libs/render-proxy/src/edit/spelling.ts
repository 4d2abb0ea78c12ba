import { edit as published } from '@shotstack/schemas/json';

/** Longer values are not misspelt words; shorter ones resemble too many others. */
const [SHORTEST, LONGEST] = [4, 40];

/** The first word that differs from this one only in case, or in at most two letters. */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  if (word.length > LONGEST) return undefined;
  const wanted = word.toLowerCase();
  for (const other of words)
    if (other.toLowerCase() === wanted || distance(other.toLowerCase(), wanted) <= 2) return other;
  return undefined;
}

/** Whether any part of an edit has a member of this name. */
export const isMember = (name: string): boolean => memberNames().has(name);

/** The member of the schema that an unknown name probably means: same length, two letters wrong or swapped. */
export function misspelt(name: string): string | undefined {
  return name.length < SHORTEST
    ? undefined
    : nearest(
        name,
        [...memberNames()].filter(({ length }) => length === name.length),
      );
}

let names: ReadonlySet<string> | undefined;

/** Reads the schema for the first unknown name: most processes check no edit. */
const memberNames = (): ReadonlySet<string> => (names ??= new Set(namesIn(published)));

function* namesIn(schema: unknown): Generator<string> {
  if (typeof schema !== 'object' || schema === null) return;
  const { properties } = schema as { properties?: unknown };
  if (typeof properties === 'object' && properties !== null) yield* Object.keys(properties);
  for (const part of Object.values(schema)) yield* namesIn(part);
}

/** Levenshtein distance, one row at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries())
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}
