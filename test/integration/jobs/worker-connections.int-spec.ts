import { queueNames } from '@app/jobs';
import { Client } from 'pg';
import { SelfCheckClient } from '../../support/harness/self-check-client';
import { startTestApi, type TestApi } from '../../support/harness/test-app';
import { startWorkerProcess, type TestWorker } from '../../support/harness/test-worker';
import { waitUntil } from '../../support/harness/wait-until';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

const MOST = 10;
/** Not the server's own processes: its autovacuum works in each database about once a minute. */
const IS_CLIENT = `datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;

describe('the connections of a worker', () => {
  let database: TestDatabase;
  let api: TestApi;
  let worker: TestWorker;
  let sql: Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    sql = new Client({ connectionString: database.url });
    await sql.connect();
    api = await startTestApi({ databaseUrl: database.url, env: { RATE_LIMIT_REQUESTS: '100000' } });
    const checks = new SelfCheckClient(api.url, database.url);
    await Promise.all(Array.from({ length: 40 }, () => checks.start(0)));
    await api.close();
    // Postgres may see a moment later that they have ended.
    await waitUntil(async () => {
      const { rowCount } = await sql.query(`select from pg_stat_activity where ${IS_CLIENT}`);
      return rowCount === 0;
    });
    worker = await startWorkerProcess({
      databaseUrl: database.url,
      env: { DATABASE_POOL_SIZE: '50', WORKER_CONCURRENCY: '16' },
    });
  });
  afterAll(async () => {
    await worker?.stop('SIGKILL');
    await sql?.end();
    await database?.drop();
  });

  it('are at most ten while it has more to do than it can handle, whatever DATABASE_POOL_SIZE allows', async () => {
    const counts: number[] = [];
    await waitUntil(
      async () => {
        const { rows } = await sql.query<{ connections: number; left: number }>(
          `select count(*)::int as connections, (select count(*)::int from self_checks where status <> 'completed') as left
           from pg_stat_activity where ${IS_CLIENT}`,
        );
        counts.push(rows[0]?.connections ?? 0);
        return rows[0]?.left === 0;
      },
      { timeoutMs: 120_000, intervalMs: 5 },
    );
    expect(Math.max(...counts)).toBeGreaterThan(queueNames.length);
    expect(Math.max(...counts)).toBeLessThanOrEqual(MOST);
  });
});
