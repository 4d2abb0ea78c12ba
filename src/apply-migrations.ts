import { setTimeout as sleep } from 'node:timers/promises';
import {
  assertSchemaCompatibility,
  LATEST_SCHEMA_VERSION,
  type PgQueryable,
  runMigrations,
  SchemaMigrationRequiredError,
} from 'bullmq';
import type { DataSource } from 'typeorm';

/** SQLSTATE lock_not_available: a statement waited longer than `lock_timeout`. */
const LOCK_NOT_AVAILABLE = '55P03';
/** How long to wait in all for transactions that hold locks for long, such as those of `pg_dump`. */
const PATIENCE_MS = 20 * 60_000;
const PAUSE_MS = 3_000;

/**
 * Applies what is pending, each migration in its own transaction.
 * @param report called with the names of those that were applied, even if a later one fails
 * @throws the database's error when a lock was not free within twenty minutes
 */
export async function applyMigrations(dataSource: DataSource, report: (names: string[]) => void): Promise<void> {
  const before = new Set(await appliedMigrations(dataSource));
  try {
    await retryLocks(() => dataSource.runMigrations());
  } finally {
    const names = await appliedMigrations(dataSource).catch(() => []);
    report(names.filter((name) => !before.has(name)));
  }
}

/**
 * Creates or changes the queue's own tables, in schema `bullmq`: BullMQ does not do so by itself. Its migration locks
 * the table that every starting process reads, even when nothing is pending.
 */
export async function migrateQueue(connection: PgQueryable): Promise<void> {
  const version = await assertSchemaCompatibility(connection).catch((error: unknown) => {
    if (error instanceof SchemaMigrationRequiredError) return 0;
    throw error;
  });
  if (version < LATEST_SCHEMA_VERSION) await retryLocks(() => runMigrations(connection));
}

/** @returns the name of the reverted migration */
export async function undoLastMigration(dataSource: DataSource): Promise<string> {
  const last = (await appliedMigrations(dataSource)).at(-1);
  if (!last) throw new Error('No migration has been applied.');
  await retryLocks(() => dataSource.undoLastMigration({ transaction: 'each' }));
  return last;
}

/** A change that does not get its locks within the connection's `lock_timeout` lets the requests pass that wait behind it. */
async function retryLocks(change: () => Promise<unknown>): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await change();
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE || Date.now() > until) throw error;
    }
    process.stderr.write('A migration waits for a lock that another transaction holds, such as a backup.\n');
    await sleep(PAUSE_MS);
  }
}

async function appliedMigrations(dataSource: DataSource): Promise<string[]> {
  const [{ exists }] = await dataSource.query<[{ exists: boolean }]>(
    `select to_regclass('migrations') is not null as exists`,
  );
  if (!exists) return [];
  const rows = await dataSource.query<{ name: string }[]>('select name from migrations order by id');
  return rows.map(({ name }) => name);
}
