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
  afterAll(async () => {
    await backup?.end();
    await reader?.end();
    await database?.drop();
  });

  it('lets requests pass, and is applied when the backup has ended', async () => {
    await reader.query(`
      alter table upload_settings drop column privacy_zones, drop column max_shown_speed_kmh, drop column privacy_seed;
      delete from migrations where name like 'AddPrivacySettings%'`);
    await backup.query('begin; lock table upload_settings in access share mode');
    const env = { ...process.env, DATABASE_URL: database.url };
    const migrated = promisify(execFile)(process.execPath, [MIGRATE], { env });
    const waiting = `select from pg_locks where relation = 'upload_settings'::regclass and not granted`;
    await waitUntil(async () => (await reader.query(waiting)).rowCount === 1);
    // Waits behind the migration until that gives up its place.
    await reader.query('select count(*) from upload_settings');
    await backup.query('commit');
    const { stdout, stderr } = await migrated;
    expect(stdout).toMatch(/^applied AddPrivacySettings/m);
    expect(stderr).toContain('A migration waits for a lock that another transaction holds, such as a backup.');
    await reader.query('select privacy_seed from upload_settings');
  });
});
