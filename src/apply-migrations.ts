import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, Migration } from 'typeorm';

/** SQLSTATE lock_not_available: a statement waited longer than `lock_timeout`. */
const LOCK_NOT_AVAILABLE = '55P03';
/** How long to wait in all for transactions that hold locks for long, such as those of `pg_dump`. */
const PATIENCE_MS = 20 * 60_000;
const PAUSE_MS = 3_000;

/**
 * Applies what is pending, each migration in its own transaction. One that does not get its locks within the connection's
 * `lock_timeout` lets the requests pass that wait behind it, and is tried again.
 * @returns those since the last such pause
 * @throws the database's error when a lock was not free within twenty minutes
 */
export async function applyMigrations(dataSource: DataSource): Promise<Migration[]> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await dataSource.runMigrations();
    } catch (error) {
      if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE || Date.now() > until) throw error;
    }
    process.stderr.write('A migration waits for a lock that another transaction holds, such as a backup.\n');
    await sleep(PAUSE_MS);
  }
}
