import { runMigrations as migrateQueue, type PgQueryable } from 'bullmq';
import { dataSource } from './data-source';

/** Any fixed number: the process that holds this advisory lock is the only one that migrates. */
const MIGRATION_LOCK = 7_335_929;

/** Brings the schema up to date; safe to run from several processes at once, and again. */
async function migrate(): Promise<void> {
  await dataSource.initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await dataSource.runMigrations();
    // The queue's own tables, in schema `bullmq`: BullMQ never makes them by itself.
    await migrateQueue((await lock.connect()) as PgQueryable);
    process.stdout.write(
      applied.length === 0 ? 'schema is up to date\n' : `applied ${applied.map(({ name }) => name).join(', ')}\n`,
    );
  } finally {
    await lock.release();
    await dataSource.destroy();
  }
}

migrate().catch((error: Error) => {
  process.stderr.write(`migration failed: ${error.message}\n`);
  process.exitCode = 1;
});
