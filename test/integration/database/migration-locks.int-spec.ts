import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { waitUntil } from '../../support/harness/wait-until';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

const MIGRATE = join(__dirname, '../../../dist/src/migrate.js');

describe('a migration of a table that a backup reads', () => {
  let database: TestDatabase;
  let backup: Client;
  let reader: Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    backup = new Client({ connectionString: database.url });
    reader = new Client({ connectionString: database.url, statement_timeout: 20_000 });
    await backup.connect();
    await reader.connect();
  });
  const migrate = (...args: string[]) =>
    promisify(execFile)(process.execPath, [MIGRATE, ...args], { env: { ...process.env, DATABASE_URL: database.url } });
  const waitsFor = async (table: string) =>
    (await reader.query('select from pg_locks where relation = $1::regclass and not granted', [table])).rowCount === 1;
  afterAll(async () => {
    await backup?.end();
    await reader?.end();
    await database?.drop();
  });

  it('lets workers start that read the version of the queue, and is applied when the backup has ended', async () => {
    await reader.query(`
      create table ledger (like bullmq.migration including all);
      drop schema bullmq cascade;
      create schema bullmq;
      alter table ledger set schema bullmq;
      alter table bullmq.ledger rename to migration`);
    await backup.query('begin; lock table bullmq.migration in access share mode');
    const migrated = migrate();
    await waitUntil(() => waitsFor('bullmq.migration'));
    // Waits behind the migration until that gives up its place.
    await reader.query('select from bullmq.migration');
    await backup.query('commit');
    expect((await migrated).stderr).toContain('A migration waits for a lock that another transaction holds');
    expect((await reader.query('select from bullmq.migration')).rowCount).toBeGreaterThan(0);
  });

  it('does not wait for a backup of the queue when nothing is pending', async () => {
    await backup.query('begin; lock table bullmq.migration in access share mode');
    expect((await migrate()).stdout).toBe('schema is up to date\n');
    await backup.query('commit');
  });

  it('lets requests pass, and is applied when the backup has ended', async () => {
    await reader.query(`
      alter table upload_settings drop column privacy_zones, drop column max_shown_speed_kmh, drop column privacy_seed;
      drop index publications_scheduled;
      delete from migrations where name like 'AddPrivacySettings%' or name like 'FindOverduePublications%'`);
    await backup.query('begin; lock table upload_settings in access share mode');
    const migrated = migrate();
    await waitUntil(() => waitsFor('upload_settings'));
    // Waits behind the migration until that gives up its place.
    await reader.query('select count(*) from upload_settings');
    await backup.query('commit');
    const { stdout, stderr } = await migrated;
    expect(stdout).toMatch(/^applied FindOverduePublications\d+, AddPrivacySettings\d+$/m);
    expect(stderr).toContain('A migration waits for a lock that another transaction holds, such as a backup.');
    await reader.query('select privacy_seed from upload_settings');
  });

  it('reports what was applied before a later one failed', async () => {
    await reader.query(`
      drop index publications_scheduled;
      delete from migrations where name like 'AddPrivacySettings%' or name like 'FindOverduePublications%'`);
    await expect(migrate()).rejects.toMatchObject({
      stdout: expect.stringMatching(/^applied FindOverduePublications\d+$/m),
      stderr: expect.stringMatching(/^The migration failed: .*privacy_zones/m),
    });
    await reader.query(
      `insert into migrations (timestamp, name) values (1790000003640, 'AddPrivacySettings1790000003640')`,
    );
  });

  it('lets requests pass while it is reverted, too', async () => {
    await backup.query('begin; lock table migrations in share mode');
    const reverted = migrate('--undo-last');
    await waitUntil(() => waitsFor('migrations'));
    await waitUntil(async () => !(await waitsFor('migrations')));
    await backup.query('commit');
    expect(await reverted).toMatchObject({ stdout: 'undone AddPrivacySettings1790000003640\n' });
  });
});
