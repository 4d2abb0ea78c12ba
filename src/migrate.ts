import 'reflect-metadata';
import { CoreEnv, readEnv } from '@app/core';
import type { PgQueryable } from 'bullmq';
import { applyMigrations, migrateQueue, undoLastMigration } from './apply-migrations';
import { createDataSource } from './data-source';
import { assertConfiguration } from './start/assert-configuration';
import { useDatabase } from './start/database';
import { failureOf } from './start/failure-of';

/** Any fixed number: only the process that holds this advisory lock migrates. */
const MIGRATION_LOCK = 7_335_929;

/**
 * Brings the schema up to date; safe to repeat and to run from several processes together. `--undo-last` reverts the
 * last migration.
 */
async function migrate(): Promise<void> {
  await assertConfiguration();
  await useDatabase(readEnv(CoreEnv).DATABASE_URL);
  const dataSource = createDataSource();
  await dataSource.initialize();
  const lock = dataSource.createQueryRunner();
  try {
    // Another process may migrate for long.
    await lock.query('set lock_timeout = 0');
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await lock.query('reset lock_timeout');
    if (process.argv.includes('--undo-last')) {
      process.stdout.write(`undone ${await undoLastMigration(dataSource)}\n`);
      return;
    }
    let applied: string[] = [];
    await applyMigrations(dataSource, (names) => {
      applied = names;
      if (names.length > 0) process.stdout.write(`applied ${names.join(', ')}\n`);
    });
    await migrateQueue((await lock.connect()) as PgQueryable);
    if (applied.length === 0) process.stdout.write('schema is up to date\n');
  } finally {
    await lock.release();
    await dataSource.destroy();
  }
}

migrate().catch((error: unknown) => {
  process.stderr.write(`The migration failed: ${failureOf(error)}\n`);
  process.exitCode = 1;
});
