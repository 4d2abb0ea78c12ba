import type { InputFault } from '@app/core';
import { editSchema } from '@shotstack/schemas/zod';
import { describeIssue, type Issue, unknownMember } from './describe-issue';
import type { Edit } from './edit';
import { checkSize, EditBudget } from './edit-budget';
import { invalidEditOf, jsonPath, shown, valueAt } from './edit-faults';
import type { EditLimits } from './edit-limits';
import { applyFriendlyCorrections } from './friendly-corrections';
import { applyMergeFields } from './merge-fields';
import { placeholderName } from './placeholders';
import { isAddedFormat, publishedFormat } from './schema-additions';
import type { EditSource } from './sources-of';
import { misspelt } from './spelling';
import { readKeyframes } from './written-keyframes';
import { keepWrittenMembers } from './written-members';
import { completeColors, correctWrittenValues } from './written-values';

type Json = Record<PropertyKey, unknown>;

/** An edit that passed all checks. */
export interface CheckedEdit {
  edit: Edit;
  /**
   * Warnings for the author of an edit that renders nevertheless: one for each member that is newer than the schema.
   */
  warnings: InputFault[];
  /** For a renderer that fetches them from here: sources whose addresses this installation has to allow. */
  sourcesToAllow?: EditSource[];
}

/**
 * The only way to read an edit: applies corrections, merge fields, Shotstack's published schema and our limits. Reports
 * all faults together.
 * @throws invalid_edit with one InputFault per problem; edit_too_expensive naming the first limit that the merged edit
 * exceeds
 */
export function readEdit(input: unknown, limits: EditLimits): Edit {
  const merged = mergedEdit(input, limits);
  const { edit, issues } = parse(merged);
  if (!edit) throw invalidEditOf(faultsOf(issues, merged));
  return withoutPlaceholders(edit);
}

/**
 * Reads an edit that another service renders: members that are newer than the schema pass unchanged.
 * @throws like `readEdit`
 */
export function readRelayedEdit(input: unknown, limits: EditLimits): CheckedEdit {
  const merged = mergedEdit(input, limits);
  const members = newerMembers(parse(merged).issues);
  const values = members.map(({ path, key }) => take(merged, path, key));
  const { edit, issues } = parse(merged);
  if (!edit) throw invalidEditOf(faultsOf(issues, merged));
  for (const [index, { path, key }] of members.entries()) put(edit, path, key, values[index]);
  return { edit: withoutPlaceholders(edit), warnings: members.map(({ path, key }) => unknownMember([...path, key])) };
}

/** A copy: nothing in it belongs to the input. */
function mergedEdit(input: unknown, limits: EditLimits): unknown {
  new EditBudget(limits).add(input);
  assertMergeFields(input);
  const merged = applyFriendlyCorrections(applyMergeFields(input, limits));
  checkSize(merged, limits);
  completeColors(merged);
  return merged;
}

/**
 * Without its values, the rest of an edit cannot be checked: faults of `merge` are reported alone.
 * @throws invalid_edit
 */
function assertMergeFields(input: unknown): void {
  const merge = (input as { merge?: unknown } | null)?.merge ?? undefined;
  const { error } = editSchema.shape.merge.safeParse(merge);
  if (!error) return;
  const issues = error.issues.map((issue) => ({ ...issue, path: ['merge', ...issue.path] }));
  throw invalidEditOf(faultsOf(issues, input));
}

/**
 * Applies the published schema, and its rules for plain values also to the values of keyframes. A format of ours is
 * checked as the published one whose rules it follows.
 */
function parse(merged: unknown): { edit?: Edit; issues: readonly Issue[] } {
  const { output } = (merged ?? {}) as { output?: { format?: unknown } };
  const format = output?.format;
  const asPublished = isAddedFormat(format)
    ? { ...(merged as object), output: { ...output, format: publishedFormat(format) } }
    : merged;
  const keyframeIssues = readKeyframes(asPublished);
  let { success, data, error } = editSchema.safeParse(asPublished);
  if (error && correctWrittenValues(asPublished, error.issues))
    ({ success, data, error } = editSchema.safeParse(asPublished));
  if (!success || keyframeIssues.length > 0) return { issues: [...(error?.issues ?? []), ...keyframeIssues] };
  const edit = data as Edit;
  keepWrittenMembers(edit, asPublished);
  if (isAddedFormat(format)) edit.output.format = format;
  return { edit, issues: [] };
}

function* faultsOf(issues: readonly Issue[], merged: unknown): Generator<InputFault> {
  for (const issue of issues) yield* describeIssue(issue, merged);
}

/** Results are delivered with the operator's credentials, so every member of a destination is checked. */
const isDestination = ([first, second]: readonly PropertyKey[]) => first === 'output' && second === 'destinations';
/** An edit with more unknown members than this is not newer than the schema. */
const MAX_NEWER_MEMBERS = 1_000;

function newerMembers(issues: readonly Issue[]): { path: PropertyKey[]; key: string }[] {
  const members = issues.flatMap(({ code, path, keys = [] }) =>
    code === 'unrecognized_keys' && !isDestination(path) ? keys.map((key) => ({ path, key })) : [],
  );
  return members.length > MAX_NEWER_MEMBERS ? [] : members.filter(({ key }) => misspelt(key) === undefined);
}

function take(root: unknown, path: readonly PropertyKey[], key: string): unknown {
  const holder = valueAt(root, path) as Json;
  const value = holder[key];
  delete holder[key];
  return value;
}

function put(root: unknown, path: readonly PropertyKey[], key: string, value: unknown): void {
  Object.defineProperty(valueAt(root, path), key, { value, enumerable: true, writable: true, configurable: true });
}

/** @throws invalid_edit naming the placeholders that no merge field fills */
function withoutPlaceholders(edit: Edit): Edit {
  const unresolved = [...unresolvedPlaceholders(edit, [])];
  if (unresolved.length > 0) throw invalidEditOf(unresolved);
  return edit;
}

/** Members whose text is shown as written; everywhere else a placeholder is a missing value. */
const FREE_TEXT = new Set(['text', 'html', 'css', 'svg', 'ellipsis', 'prompt']);

function* unresolvedPlaceholders(value: unknown, path: PropertyKey[]): Generator<InputFault> {
  if (typeof value === 'string') {
    const name = placeholderName(value);
    if (name === undefined) return;
    const message = `${shown(value)} has no value; add {"find":${shown(name)},"replace":…} to merge.`;
    yield { path: jsonPath(path), code: 'unresolved_merge_field', message };
  } else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* unresolvedPlaceholders(item, [...path, index]);
  else if (typeof value === 'object' && value !== null)
    for (const [key, member] of Object.entries(value))
      if (!FREE_TEXT.has(key)) yield* unresolvedPlaceholders(member, [...path, key]);
}
