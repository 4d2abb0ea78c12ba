import { STATUS_CODES } from 'node:http';
import {
  AppError,
  authenticationRequired,
  type ErrorDefinition,
  type ErrorKind,
  type InputFault,
  STATUS_BY_KIND,
  toAppError,
} from '@app/core';

const SHOTSTACK_PATH = /^\/(?:edit|serve|ingest)(?:[/?]|$)/;

export const isShotstackPath = (path: string): boolean => SHOTSTACK_PATH.test(path);

/** The kind of an error below a path: clients of Shotstack expect 400 for invalid input; our own API answers 422. */
export const kindAt = (path: string, kind: ErrorKind): ErrorKind =>
  kind === 'invalid' && isShotstackPath(path) ? 'malformed' : kind;

/**
 * An error with the members that clients of Shotstack read, in the same body as the problem document. On `/edit` these
 * are `success`, `message` and `response`; on `/serve` and `/ingest` each entry of `errors`, of which there is at least
 * one, is also a JSON:API error.
 */
export function asShotstackAnswers(thrown: unknown, path: string): AppError {
  const error = toAppError(thrown);
  const kind = kindAt(path, error.kind);
  const members = path.startsWith('/edit')
    ? { extra: { ...error.options.extra, ...envelopeOf(error, kind) } }
    : { errors: jsonApiErrorsOf(error, kind) };
  const definition = { ...error.definition, kind, retryable: error.retryable, help: helpOf(error) };
  return new AppError(definition, error.message, {
    ...error.options,
    cause: error.options.cause ?? thrown,
    ...members,
  });
}

/** Shotstack's clients send their key in a header of its own. */
const helpOf = (error: AppError): string =>
  error.code === authenticationRequired.definition.code
    ? 'Send an API key in the header `x-api-key`.'
    : error.definition.help;

/** The detail of this error, or title and help of the catalogue when the throw passes no detail. */
function reasonOf(error: AppError): string {
  const { title, detail = title }: ErrorDefinition = error.definition;
  return error.message === detail ? `${title}. ${helpOf(error)}` : error.message;
}

function envelopeOf(error: AppError, kind: ErrorKind): Record<string, unknown> {
  const { errors } = error.options;
  return {
    success: false,
    message: STATUS_CODES[STATUS_BY_KIND[kind]],
    response: { error: reasonOf(error), ...(errors && { details: errors.map(sentenceOf) }) },
  };
}

function jsonApiErrorsOf(error: AppError, kind: ErrorKind): InputFault[] {
  const faults = error.options.errors ?? [{ path: '', code: error.code, message: reasonOf(error) }];
  const shared = { status: String(STATUS_BY_KIND[kind]), title: error.definition.title };
  return faults.map((fault) => ({ ...fault, ...shared, detail: sentenceOf(fault) }));
}

const sentenceOf = ({ path, message }: InputFault): string =>
  path && !message.startsWith(path) ? `${path} ${message}` : message;
