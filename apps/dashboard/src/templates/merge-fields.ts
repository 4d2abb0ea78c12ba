import type { Schemas } from '../api/client';

type Edit = Schemas['Edit'];
type MergeField = Schemas['MergeField'];

/** A placeholder of a template, as a field of a form. */
export interface Field {
  name: string;
  kind: 'text' | 'number' | 'boolean' | 'json';
  /** As the form shows it; empty without a default. */
  initial: string;
}

const PLACEHOLDER = /\{\{([^{}]+)\}\}/g;

/** The fields of a template: its `merge` list, then placeholders without a default, in the order of the edit. */
export function fieldsOf({ merge = [], ...edit }: Edit): Field[] {
  const fields = new Map<string, Field>();
  for (const { find, replace } of merge) {
    const name = find.trim();
    fields.set(name, { name, kind: kindOf(replace), initial: typeof replace === 'string' ? replace : format(replace) });
  }
  for (const name of namesIn(edit)) if (!fields.has(name)) fields.set(name, { name, kind: 'text', initial: '' });
  return [...fields.values()];
}

/** The edit with the values of the form instead of its defaults. */
export const filledEdit = (edit: Edit, values: readonly MergeField[]): Edit => ({ ...edit, merge: [...values] });

/** The values that the form holds by the name of their field. Fields without a default that are empty stay open. */
export function valuesOf(fields: readonly Field[], texts: Readonly<Record<string, string>>): MergeField[] {
  return fields.flatMap(({ name, kind, initial }) => {
    const text = texts[name] ?? initial;
    return text === '' && initial === '' ? [] : [{ find: name, replace: kind === 'text' ? text : parsed(text) }];
  });
}

/** The names of the fields that the value at a path consists of; `path` such as `timeline.tracks[0].clips[2].start`. */
export function fieldsAt(edit: Edit, path: string): string[] {
  let value: unknown = edit;
  for (const [, index, name = ''] of path.matchAll(/\[(\d+)\]|([^.[\]]+)/g))
    value = (value as Record<string, unknown> | undefined | null)?.[index ?? name];
  return typeof value === 'string' ? namesIn(value) : [];
}

/** The placeholders anywhere in a value. */
function namesIn(value: unknown): string[] {
  if (typeof value === 'string')
    return [...value.matchAll(PLACEHOLDER)].map(([, name = '']) => name.trim()).filter(Boolean);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(namesIn) : [];
}

function kindOf(value: unknown): Field['kind'] {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'string' ? 'text' : 'json';
}

const format = (value: unknown): string => JSON.stringify(value, null, 2) ?? '';

/** JSON that is not complete yet is a text, which the API refuses. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
