// PostgreSQL's text and jsonb accept neither NUL nor half of a surrogate pair, and megabytes do not belong in a queue.
const UNSTORABLE = /\u0000|\p{Surrogate}/gu;
const REPLACEMENT = '\ufffd';

/** `text` in a form that every backend can store, cut to `maxLength` characters. */
export function storableText(text: string, maxLength = Number.POSITIVE_INFINITY): string {
  const short = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  return short.replace(UNSTORABLE, REPLACEMENT);
}

/**
 * A JSON copy of `value` that every backend can store: replaces unstorable characters in keys and values; values that
 * JSON cannot express are omitted or null. Undefined for undefined.
 */
export function storableJson(value: unknown): unknown {
  const json = JSON.stringify(value, (_key, entry: unknown) =>
    typeof entry === 'bigint' ? entry.toString() : entry,
  ) as string | undefined;
  return json === undefined ? undefined : cleaned(JSON.parse(json));
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [storableText(key), cleaned(entry)]));
}

/** Whole milliseconds, never negative: the Postgres backend refuses fractions. */
export function wholeMilliseconds(value: number): number {
  return Number.isFinite(value) ? Math.max(0, Math.round(value)) : 0;
}
