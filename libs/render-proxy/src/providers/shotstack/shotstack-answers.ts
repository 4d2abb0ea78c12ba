import type { ApiAnswer, InputFault } from '@app/core';
import { jsonPath } from '../../edit/edit-faults';
import { renderProviderUnavailable, renderRejected, renderSubmissionUnknown } from '../../render-proxy.errors';

const MAX_FAULTS = 100;
const MAX_TEXT = 500;

type Json = Readonly<Record<string, unknown>>;
export const objectOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, MAX_TEXT) : undefined;

/** Answers that do not concern the edit: the key, the account's credits or the configured address is wrong. */
export const isOperatorsFault = (status: number): boolean =>
  (status >= 300 && status < 400) || [401, 402, 403, 404, 405].includes(status);

/**
 * The id of the started render.
 * @throws render_rejected; render_provider_unavailable when certainly nothing runs; render_submission_unknown in every
 * other case
 */
export function submittedId(answer: ApiAnswer): string {
  const { status, json, retryAfterSeconds } = answer;
  if (status >= 200 && status < 300) {
    const id = textOf(objectOf(objectOf(json).response).id);
    if (id === undefined) throw renderSubmissionUnknown(`Shotstack answered ${status} without a render id.`);
    return id;
  }
  if (isOperatorsFault(status)) throw renderProviderUnavailable(`Shotstack refuses this installation (${status}).`);
  const { message, errors } = refusalOf(json);
  // A gateway that lost the answer about a started render sends 500, 502 or 504, or 503 with a page of its own.
  const refusedForNow =
    status === 429 || (status === 503 && (message !== undefined || retryAfterSeconds !== undefined));
  if (refusedForNow)
    throw renderProviderUnavailable(`Shotstack accepts no renders at the moment (${status}).`, { retryAfterSeconds });
  if (status < 400 || status === 408 || status >= 500) throw renderSubmissionUnknown(`Shotstack answered ${status}.`);
  throw renderRejected(
    message ? `Shotstack: ${message}` : `Shotstack refuses the edit (${status}).`,
    errors.length > 0 ? { errors } : {},
  );
}

/**
 * Shotstack's own words. The shape of its details is not published: `message` and `response` (a text or an object) are,
 * and its validator is known to write lists of `{message, path}`.
 */
function refusalOf(json: unknown): { message?: string; errors: InputFault[] } {
  const { message, response, errors: listed } = objectOf(json);
  const inner = objectOf(response);
  const error = objectOf(inner.error);
  const details = [inner.details, error.details, inner.errors, listed].find(Array.isArray) ?? [];
  const errors = details.slice(0, MAX_FAULTS).flatMap((detail) => faultOf(objectOf(detail)));
  const said = [
    textOf(response),
    textOf(inner.message),
    textOf(inner.error),
    textOf(error.message),
    errors[0]?.message,
    textOf(message),
  ];
  return { message: said.find((text) => text !== undefined), errors };
}

function faultOf({ message, detail, title, path }: Json): InputFault[] {
  const text = textOf(message) ?? textOf(detail) ?? textOf(title);
  if (text === undefined) return [];
  const at = Array.isArray(path)
    ? jsonPath(path.map((part) => (typeof part === 'number' ? part : String(part))))
    : (textOf(path) ?? '');
  return [{ path: at.slice(0, MAX_TEXT), code: 'refused_by_provider', message: text }];
}
