import type { InputFault } from '@app/core';
import { jsonPath, shorten, shown, valueAt } from './edit-faults';
import { ADDED_FORMATS, SCHEMA_VERSION } from './schema-additions';
import { isMember, misspelt, nearest } from './spelling';

/** The fields of a schema issue that we read. */
export interface Issue {
  code?: string | undefined;
  /** The type that the schema demands. */
  expected?: string;
  message: string;
  path: PropertyKey[];
  keys?: string[];
  values?: unknown[];
  options?: unknown[];
  minimum?: unknown;
  maximum?: unknown;
}

/** The fault at one path of the edit, and its correction. */
export function* describeIssue(issue: Issue, edit: unknown): Generator<InputFault> {
  const { code, path, keys = [], values, options, minimum, maximum } = issue;
  if (code === 'unrecognized_keys') {
    for (const key of keys) yield unknownMember([...path, key]);
    return;
  }
  const at = jsonPath(path);
  const value = valueAt(edit, path);
  const found = shown(value);
  const published = values ?? options;
  const allowed = at === 'output.format' ? [...(published ?? []), ...ADDED_FORMATS] : published;
  if (allowed && allowed.length > 0)
    yield value === undefined
      ? { path: at, code: 'required', message: `is required: one of ${list(allowed)}.` }
      : {
          path: at,
          code: 'not_allowed',
          message: `${found} is not one of ${list(allowed)}.${suggestion(value, allowed)}`,
        };
  else if (code === 'too_small')
    yield { path: at, code: 'too_small', message: `${found} is too small: at least ${String(minimum)}.` };
  else if (code === 'too_big')
    yield { path: at, code: 'too_big', message: `${found} is too large: at most ${String(maximum)}.` };
  else if (code === 'custom')
    yield { path: at, code: value === undefined ? 'required' : 'invalid', message: issue.message };
  else if (value === undefined) yield { path: at, code: 'required', message: 'is required.' };
  else yield { path: at, code: 'invalid', message: `${found} is not valid here${expectation(issue)}.` };
}

/** A member that the schema does not have here: in the wrong place, misspelt, or newer than the schema. */
export function unknownMember(path: readonly PropertyKey[]): InputFault {
  const name = shorten(String(path.at(-1)));
  if (isMember(name)) {
    const message = `"${name}" is not allowed here by version ${SCHEMA_VERSION} of Shotstack's schema.`;
    return { path: jsonPath(path), code: 'not_supported', message };
  }
  const meant = misspelt(name);
  const message =
    meant === undefined
      ? `"${name}" is misspelt, or newer than version ${SCHEMA_VERSION} of Shotstack's schema, which we use.`
      : `"${name}" is not a property of edits. Did you mean "${meant}"?`;
  return { path: jsonPath(path), code: 'not_supported', message };
}

/** How to write what is read as a colour of six digits. */
export const WRITE_COLOR = 'write a colour with six hexadecimal digits, such as "#ff8800"';

function expectation({ path, expected }: Issue): string {
  const last = path.at(-1);
  if (path.length === 1 && last === 'merge') return '; write a list such as [{"find": "NAME", "replace": "Ada"}]';
  if (expected === 'boolean') return '; write true or false';
  if (last === 'start') return '; write seconds, "auto" or "alias://name"';
  if (last === 'length') return '; write seconds, "auto", "end" or "alias://name"';
  if (last === 'from' || last === 'to') return '; write a number';
  if (last === 'fps') return '; write 12, 15, 23.976, 24, 25, 29.97, 30, 48, 50, 59.94 or 60';
  if (/color$/i.test(String(last))) return `; ${WRITE_COLOR}`;
  return '';
}

const list = (values: readonly unknown[]) => values.map(String).join(', ');

function suggestion(found: unknown, allowed: readonly unknown[]): string {
  const near = typeof found === 'string' ? nearest(found, allowed.map(String)) : undefined;
  return near === undefined ? '' : ` Did you mean "${near}"?`;
}
