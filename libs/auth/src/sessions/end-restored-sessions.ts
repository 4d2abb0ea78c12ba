import { affectedRows } from '@app/core';
import type { EntityManager } from 'typeorm';

/**
 * For a database that was restored from a backup: it does not know which sessions were ended and which devices became
 * unknown after the backup, so all sessions from before `stoppedAt` end. Safe to repeat.
 * @param stoppedAt when the last process that used the lost database stopped
 * @returns the number of ended sessions
 */
export async function endRestoredSessions(stoppedAt: Date, manager: EntityManager): Promise<number> {
  // Locks the users before the sessions, in the order of all other code.
  await manager.query('update users set devices_valid_from = $1 where coalesce(devices_valid_from < $1, true)', [
    stoppedAt,
  ]);
  return affectedRows(
    manager,
    `update sessions set revoked_at = now(), revoked_reason = 'revoked_by_admin' where revoked_at is null and created_at <= $1`,
    [stoppedAt],
  );
}
