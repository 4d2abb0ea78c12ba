import type { Issue } from './describe-issue';
import { valueAt } from './edit-faults';

/**
 * Corrects values that the schema refuses only as they are written: forms and merge fields turn `true` and `25` into
 * texts. Changes the edit.
 * @returns whether it changed
 */
export function correctWrittenValues(edit: unknown, issues: readonly Issue[]): boolean {
  const corrections = issues.flatMap((issue) => {
    const value = corrected(issue, valueAt(edit, issue.path));
    return value === undefined ? [] : [{ path: issue.path, value }];
  });
  for (const { path, value } of corrections) {
    const holder = valueAt(edit, path.slice(0, -1)) as Record<PropertyKey, unknown>;
    const name = path.at(-1);
    if (name !== undefined) holder[name] = value;
  }
  return corrections.length > 0;
}

/**
 * Gives colours their `#`, which `ff8800` lacks, and all digits of `#fff`, in every part of the edit. Changes the edit.
 */
export function completeColors(part: unknown): void {
  if (typeof part !== 'object' || part === null) return;
  const members = part as Record<string, unknown>;
  for (const [name, value] of Object.entries(members)) {
    if (typeof value !== 'string') completeColors(value);
    else if (!COLOR_MEMBER.test(name)) continue;
    else if (BARE_COLOR.test(value)) members[name] = `#${value}`;
    else if (SHORT_COLOR.test(value)) members[name] = value.replace(/[\da-f]/gi, '$&$&');
  }
}

const BARE_COLOR = /^(?:[\da-f]{6}|[\da-f]{8})$/i;
const SHORT_COLOR = /^#[\da-f]{3}$/i;
const COLOR_MEMBER = /color$|^background$|^stroke$/i;

function corrected({ code, expected, path }: Issue, value: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  const name = String(path.at(-1));
  if (code === 'invalid_type' && expected === 'boolean' && /^(?:true|false)$/i.test(value))
    return value.toLowerCase() === 'true';
  if (name === 'fps' && /^\d\d(?:\.\d{1,3})?$/.test(value)) return Number(value);
  return undefined;
}
