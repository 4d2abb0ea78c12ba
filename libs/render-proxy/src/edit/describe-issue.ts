import type { InputFault } from '@app/core';

/** Output formats that we add to the published ones. */
const OUR_FORMATS = ['webm', 'wav'];

/** The part of a schema issue that we read. */
interface Issue {
  code?: string | undefined;
  message: string;
  path: PropertyKey[];
  keys?: string[];
  values?: unknown[];
  options?: unknown[];
  minimum?: unknown;
  maximum?: unknown;
  format?: string;
}

/** `timeline.tracks[0].clips[2].length` */
export function jsonPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}${text ? '.' : ''}${String(part)}`),
    '',
  );
}

/** What is wrong at one place of the edit, and what to write instead. */
export function describeIssue(issue: unknown, edit: unknown): InputFault[] {
  const { code, path, keys, message, values, options, minimum, maximum } = issue as Issue;
  const at = jsonPath(path);
  const found = JSON.stringify(valueAt(edit, path));
  if (code === 'unrecognized_keys') {
    const known = 'is not a supported property of edits; remove it or correct its spelling.';
    return (keys ?? []).map((key) => ({
      path: jsonPath([...path, key]),
      code: 'unknown_property',
      message: `"${key}" ${known}`,
    }));
  }
  const published = values ?? options;
  const allowed = at === 'output.format' ? [...(published ?? []), ...OUR_FORMATS] : published;
  if (allowed && allowed.length > 0) {
    if (found === undefined) return [{ path: at, code: 'required', message: `is required: one of ${list(allowed)}.` }];
    return [
      {
        path: at,
        code: 'not_allowed',
        message: `${found} is not one of ${list(allowed)}.${suggestion(valueAt(edit, path), allowed)}`,
      },
    ];
  }
  if (code === 'too_small')
    return [{ path: at, code: 'too_small', message: `${found} is too small: at least ${String(minimum)}.` }];
  if (code === 'too_big')
    return [{ path: at, code: 'too_big', message: `${shorten(found)} is too large: at most ${String(maximum)}.` }];
  if (code === 'custom') return [{ path: at, code: found === undefined ? 'required' : 'invalid', message }];
  if (found === undefined) return [{ path: at, code: 'required', message: 'is required.' }];
  return [{ path: at, code: 'invalid', message: `${shorten(found)} is not valid here${expectation(path)}.` }];
}

function expectation(path: readonly PropertyKey[]): string {
  const last = path.at(-1);
  if (last === 'start') return '; write seconds, "auto" or "alias://name"';
  if (last === 'length') return '; write seconds, "auto", "end" or "alias://name"';
  if (last === 'fps') return '; write 12, 15, 23.976, 24, 25, 29.97, 30, 48, 50, 59.94 or 60';
  return '';
}

const list = (values: readonly unknown[]) => values.map(String).join(', ');
const shorten = (text: string | undefined) => (text && text.length > 80 ? `${text.slice(0, 77)}…` : text);

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((object, key) => (object as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

function suggestion(found: unknown, allowed: readonly unknown[]): string {
  if (typeof found !== 'string') return '';
  const wanted = found.toLowerCase();
  const near = allowed
    .map(String)
    .find((option) => option.toLowerCase() === wanted || distance(option.toLowerCase(), wanted) <= 2);
  return near === undefined ? '' : ` Did you mean "${near}"?`;
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
