import { DatabaseError } from 'pg';
import { QueryFailedError } from 'typeorm';
import { databaseUnavailable, malformedRequest, notFound } from '../core.errors';
import type { AppError } from '../errors/app-error';

const RETRY_AFTER_SECONDS = 2;

/**
 * SQLSTATEs that mean "not now": connection (08), resources (53), operator intervention such as shutdown or a timeout (57),
 * system (58); a serialisation failure or deadlock, a lock that did not come, a server that became read-only, an idle session ended.
 */
const NOT_NOW = /^(08...|53...|57...|58...|40001|40P01|55P03|25006|25P03)$/;

/**
 * What a failed query means to a caller: the server did not answer, refused for now, or was given text it cannot hold.
 * Anything else (a violated constraint, wrong SQL) is ours to handle where it happens, so it gives undefined.
 */
export function translateDatabaseError(thrown: unknown): AppError | undefined {
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
    return malformedRequest('A text holds a character that cannot be stored.', { cause: thrown });
  return undefined;
}

/** Not connected, or not within the time we wait for a connection. */
export function unavailable(detail: string, cause: unknown): AppError {
  return databaseUnavailable(detail, { cause, retryAfterSeconds: RETRY_AFTER_SECONDS });
}
