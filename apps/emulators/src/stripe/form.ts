/**
 * Parses a form body or a query; lists and nested objects are written with brackets: `items[0][price]=…`, `expand[]=…`.
 */
export type FormValue = string | FormValue[] | { [field: string]: FormValue };
export type Form = { [field: string]: FormValue };

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

export function parseForm(text: string): Form {
  const form: Form = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const path = [name.split('[')[0] ?? '', ...[...name.matchAll(/\[([^[\]]*)\]/g)].map((match) => match[1] ?? '')];
    if (!path.some((part) => FORBIDDEN.has(part))) put(form, path, value);
  }
  return listsOf(form) as Form;
}

function put(target: Form, [field = '', ...rest]: string[], value: string): void {
  const key = field === '' ? String(Object.keys(target).length) : field;
  if (rest.length === 0) target[key] = value;
  else {
    const inner = target[key];
    const child: Form = typeof inner === 'object' && !Array.isArray(inner) ? inner : {};
    target[key] = child;
    put(child, rest, value);
  }
}

/** Objects whose fields are 0, 1, 2 … are lists. */
function listsOf(value: FormValue): FormValue {
  if (typeof value === 'string' || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([field, inner]) => [field, listsOf(inner)] as const);
  if (entries.length > 0 && entries.every(([field], index) => field === String(index)))
    return entries.map(([, inner]) => inner);
  return Object.fromEntries(entries);
}

export const text = (value: FormValue | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
export const list = (value: FormValue | undefined): FormValue[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
export const group = (value: FormValue | undefined): Form =>
  typeof value === 'object' && !Array.isArray(value) ? value : {};
export const flag = (value: FormValue | undefined): boolean => value === 'true';
export const whole = (value: FormValue | undefined): number | undefined =>
  text(value) === undefined ? undefined : Number(value);
/** Metadata after a change: an empty word removes its field. */
export const changedWords = (
  former: Readonly<Record<string, string>>,
  changes: FormValue | undefined,
): Record<string, string> =>
  Object.fromEntries(Object.entries({ ...former, ...words(changes) }).filter(([, word]) => word !== ''));
export const words = (value: FormValue | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.entries(group(value)).flatMap(([field, word]) => (typeof word === 'string' ? [[field, word]] : [])),
  );
