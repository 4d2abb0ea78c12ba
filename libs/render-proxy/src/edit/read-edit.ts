import type { InputFault } from '@app/core';
import { editSchema } from '@shotstack/schemas/zod';
import { invalidEdit } from '../render-proxy.errors';
import { describeIssue, jsonPath } from './describe-issue';
import type { Edit } from './edit';
import { type EditLimits, limitFaults } from './edit-limits';
import { applyFriendlyCorrections } from './friendly-corrections';
import { applyMergeFields } from './merge-fields';

/** Formats that we add to Shotstack's, and the one whose rules they follow. */
const OUR_FORMATS: Readonly<Record<string, string>> = { webm: 'mp4', wav: 'mp3' };

/**
 * The one way in: corrections, merge fields, Shotstack's published schema, our limits. Everything wrong is reported at once.
 * @throws invalid_edit with one InputFault per problem
 */
export function readEdit(input: unknown, limits: EditLimits): Edit {
  const shape = limitFaults(input, limits);
  if (shape.length > 0) throw invalidEdit(undefined, { errors: shape });
  const merged = applyMergeFields(applyFriendlyCorrections(input)) as { output?: { format?: string } };
  const format = merged?.output?.format;
  const standIn = format === undefined ? undefined : OUR_FORMATS[format];
  const parsed = editSchema.safeParse(standIn ? { ...merged, output: { ...merged.output, format: standIn } } : merged);
  if (!parsed.success)
    throw invalidEdit(undefined, { errors: parsed.error.issues.flatMap((issue) => describeIssue(issue, merged)) });
  const unresolved = unresolvedPlaceholders(parsed.data, []);
  if (unresolved.length > 0) throw invalidEdit(undefined, { errors: unresolved });
  const edit = parsed.data as unknown as Edit;
  if (standIn) edit.output.format = format as Edit['output']['format'];
  return edit;
}

/** Members whose text is shown as it is; everywhere else a placeholder stands for a value that is missing. */
const FREE_TEXT = new Set(['text', 'html', 'css', 'svg', 'ellipsis', 'prompt']);

function unresolvedPlaceholders(value: unknown, path: PropertyKey[]): InputFault[] {
  if (typeof value === 'string') {
    const name = /^\{\{\s*([^{}]+?)\s*\}\}$/.exec(value)?.[1];
    if (name === undefined) return [];
    const message = `"${value}" has no value; add {"find":"${name}","replace":…} to merge.`;
    return [{ path: jsonPath(path), code: 'unresolved_merge_field', message }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    FREE_TEXT.has(key) ? [] : unresolvedPlaceholders(member, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}
