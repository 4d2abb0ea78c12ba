import { DatabaseError } from 'pg';
import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { databaseUnavailable, malformedRequest, notFound } from '../core.errors';
import type { AppError } from '../errors/app-error';

const RETRY_AFTER_SECONDS = 2;

/**
 * SQLSTATEs that mean "not now": connection (08), resources (53), operator intervention such as shutdown or a timeout
 * (57), system (58); also a serialisation failure or deadlock, a lock timeout, a server that became read-only, and an
 * idle session that was ended.
 */
const NOT_NOW = /^(08...|53...|57...|58...|40001|40P01|55P03|25006|25P03)$/;

/**
 * The error for the caller of a failed query: the server did not answer, refused for now, or received text that it
 * cannot store. Any other failure (a violated constraint, wrong SQL) belongs to the code that ran the query, so the
 * function returns undefined.
 */
export function translateDatabaseError(thrown: unknown): AppError | undefined {
  if (isReleased(thrown)) return unavailable('The connection to the database was lost.', thrown);
  const driverError: unknown = thrown instanceof QueryFailedError ? thrown.driverError : thrown;
  if (!(driverError instanceof DatabaseError)) {
    return thrown instanceof QueryFailedError
      ? unavailable('The connection to the database was lost.', thrown)
      : undefined;
  }
  const { code = '' } = driverError;
  if (code === '57014') return unavailable('The database took too long to respond.', thrown);
  if (NOT_NOW.test(code)) return unavailable('The database cannot respond right now.', thrown);
  if (code === '22P02' && driverError.message.includes('uuid')) return notFound(undefined, { cause: thrown });
  if (code === '22021' || code === '22P05')
    return malformedRequest('A text holds a character that the database cannot store.', { cause: thrown });
  return undefined;
}

/** TypeORM releases the runner of a transaction whose connection ends between two statements. */
const isReleased = (thrown: unknown): boolean =>
  thrown instanceof QueryRunnerAlreadyReleasedError || thrown instanceof QueryRunnerProviderAlreadyReleasedError;

/** Not connected, or not connected in time. */
export function unavailable(detail: string, cause: unknown): AppError {
  return databaseUnavailable(detail, { cause, retryAfterSeconds: RETRY_AFTER_SECONDS });
}
