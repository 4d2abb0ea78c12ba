import 'reflect-metadata';
import { CoreEnv, readEnv } from '@app/core';
import { runMigrations as migrateQueue, type PgQueryable } from 'bullmq';
import type { DataSource } from 'typeorm';
import { applyMigrations } from './apply-migrations';
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
    if (process.argv.includes('--undo-last')) return await undoLast(dataSource);
    const applied = await applyMigrations(dataSource);
    // The queue's own tables, in schema `bullmq`: BullMQ does not create them by itself.
    await migrateQueue((await lock.connect()) as PgQueryable);
    process.stdout.write(
      applied.length === 0 ? 'schema is up to date\n' : `applied ${applied.map(({ name }) => name).join(', ')}\n`,
    );
  } finally {
    await lock.release();
    await dataSource.destroy();
  }
}

async function undoLast(dataSource: DataSource): Promise<void> {
  const [last] = await dataSource.query<{ name: string }[]>('select name from migrations order by id desc limit 1');
  if (!last) throw new Error('No migration has been applied.');
  await dataSource.undoLastMigration({ transaction: 'each' });
  process.stdout.write(`undone ${last.name}\n`);
}

migrate().catch((error: unknown) => {
  process.stderr.write(`The schema was not changed: ${failureOf(error)}\n`);
  process.exitCode = 1;
});
