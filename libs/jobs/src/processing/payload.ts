import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { JobContract } from '../contracts/define-job';

// PostgreSQL's text and jsonb accept neither NUL nor half of a surrogate pair, and megabytes do not belong in a queue.
const UNSTORABLE = /\u0000|\p{Surrogate}/gu;
const REPLACEMENT = '\ufffd';

/** `value` as an instance of the contract's payload class; unchecked. */
export function toPayload(contract: JobContract, value: unknown): object {
  const plain = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { '': value };
  return plainToInstance(contract.payload, plain);
}

/**
 * What is wrong with a payload, naming fields but never values; undefined when it is valid. `strict` refuses fields
 * that the class does not declare. Otherwise they are dropped, because a newer publisher may add some.
 */
export function payloadFaults(payload: object, { strict = false } = {}): string | undefined {
  const errors = validateSync(payload, {
    whitelist: true,
    forbidNonWhitelisted: strict,
    forbidUnknownValues: false,
    validationError: { target: false, value: false },
  });
  return errors.length === 0
    ? undefined
    : errors
        .map((error) => Object.values(error.constraints ?? { nested: `${error.property} is not valid` }).join(', '))
        .join('; ');
}

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
