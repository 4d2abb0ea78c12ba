interface MergeField {
  find: string;
  replace: unknown;
}

const PLACEHOLDER = /\{\{\s*([^{}]+?)\s*\}\}/g;

/**
 * Puts the edit's own `merge` values (or those given, which win) into every string of it. A string that is nothing but a placeholder
 * takes the value with its JSON type; inside a longer string the value is inserted as text. Names are case sensitive; unknown names
 * stay as they are. Replaced text is not searched again, so a value cannot smuggle in further placeholders.
 */
export function applyMergeFields(edit: unknown, extra: readonly MergeField[] = []): unknown {
  if (typeof edit !== 'object' || edit === null || Array.isArray(edit)) return edit;
  const { merge, ...rest } = edit as Record<string, unknown>;
  const own = Array.isArray(merge) ? (merge as unknown[]).filter(isMergeField) : [];
  const values = new Map([...own, ...extra].map(({ find, replace }) => [find.trim(), replace]));
  return values.size === 0 ? rest : substitute(rest, values);
}

const isMergeField = (value: unknown): value is MergeField =>
  typeof value === 'object' && value !== null && typeof (value as MergeField).find === 'string' && 'replace' in value;

function substitute(value: unknown, values: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') return substituteText(value, values);
  if (Array.isArray(value)) return value.map((item) => substitute(item, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, substitute(member, values)]));
}

function substituteText(text: string, values: ReadonlyMap<string, unknown>): unknown {
  const whole = /^\{\{\s*([^{}]+?)\s*\}\}$/.exec(text.trim());
  if (whole?.[1] !== undefined && values.has(whole[1])) return values.get(whole[1]);
  return text.replace(PLACEHOLDER, (placeholder, name: string) => {
    if (!values.has(name)) return placeholder;
    const replacement = values.get(name);
    return typeof replacement === 'string' ? replacement : JSON.stringify(replacement);
  });
}
