import { HttpException } from '@nestjs/common';
import {
  accessDenied,
  authenticationRequired,
  headersTooLarge,
  internalError,
  invalidInput,
  malformedRequest,
  methodNotAllowed,
  notFound,
  payloadTooLarge,
  rateLimited,
  requestTimeout,
  unsupportedMediaType,
} from '../core.errors';
import { translateDatabaseError } from '../database/translate-database-error';
import { AppError, type ErrorFactory } from './app-error';

/** Statuses that frameworks set by themselves; our code throws `AppError`s. */
const FACTORY_BY_STATUS: Readonly<Record<number, ErrorFactory>> = {
  400: malformedRequest,
  401: authenticationRequired,
  403: accessDenied,
  404: notFound,
  405: methodNotAllowed,
  408: requestTimeout,
  413: payloadTooLarge,
  414: notFound,
  415: unsupportedMediaType,
  422: invalidInput,
  429: rateLimited,
  431: headersTooLarge,
};

/** Our error for any thrown value; an unexpected one becomes `internal_error` with the original as its cause. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (isFrameworkError(thrown) && thrown.code === 'FST_ERR_BAD_URL')
    return malformedRequest('The URL contains a % that two hexadecimal digits do not follow.', { cause: thrown });
  const status = clientStatusOf(thrown);
  if (status !== undefined) return (FACTORY_BY_STATUS[status] ?? malformedRequest)(undefined, { cause: thrown });
  return translateDatabaseError(thrown) ?? internalError(undefined, { cause: thrown });
}

/**
 * A request that the framework itself refused. Its message may repeat what the client sent, so it goes to the log only.
 */
function clientStatusOf(thrown: unknown): number | undefined {
  const status =
    thrown instanceof HttpException ? thrown.getStatus() : isFrameworkError(thrown) ? thrown.statusCode : undefined;
  return status !== undefined && status >= 400 && status < 500 ? status : undefined;
}

function isFrameworkError(thrown: unknown): thrown is { code: string; statusCode: number } {
  const { code, statusCode } = (thrown ?? {}) as { code?: unknown; statusCode?: unknown };
  return typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number';
}
