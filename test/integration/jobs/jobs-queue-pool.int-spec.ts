import { setTimeout as sleep } from 'node:timers/promises';
import { JobQueuesService, reconcile } from '@app/jobs';
import type { PgPool, PostgresConnection } from 'bullmq';
import { Client, type PoolClient } from 'pg';
import { type ProbeWorker, startProbeWorker } from '../../support/harness/probe-worker';
import { waitUntil } from '../../support/harness/wait-until';
import { jobQueueBackends } from '../../support/servers/job-queue-backends';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

const [postgres] = jobQueueBackends;
const CUT =
  'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()';

/** The pool below BullMQ, through a real queue. */
describe('the connection pool of the Postgres queue', () => {
  let database: TestDatabase;
  let worker: ProbeWorker;
  let admin: Client;
  let pool: PgPool;

  beforeAll(async () => {
    database = await createTestDatabase();
    admin = new Client({ connectionString: database.url });
    await admin.connect();
    if (!postgres) throw new Error('the Postgres backend is always there');
    worker = await startProbeWorker(postgres, database.url);
    pool = (worker.app.get(JobQueuesService).get('light').getBackend() as unknown as { connection: PostgresConnection })
      .connection.pool;
    await admin.query('create table pair (id integer primary key, n integer not null)');
    await admin.query('insert into pair values (1, 0), (2, 0)');
    // The first two calls wait until each of them has locked its first row. A repetition does not wait.
    await admin.query('create sequence calls');
    await admin.query(`create function lock_both(first integer, second integer) returns void language plpgsql as $$
      declare call bigint := nextval('public.calls');
      begin
        update public.pair set n = n + 1 where id = first;
        perform pg_advisory_xact_lock(first);
        while call <= 2 and not exists (
          select from pg_locks where locktype = 'advisory' and objid = second and granted
            and database = (select oid from pg_database where datname = current_database())
        ) loop
          perform pg_sleep(0.01);
        end loop;
        update public.pair set n = n + 1 where id = second;
      end $$`);
  });
  afterAll(async () => {
    await worker?.close();
    await admin?.end();
    await database?.drop();
  });

  it('keeps to its own schema', async () => {
    expect((await pool.query<{ path: string }>(`select current_setting('search_path') as path`)).rows[0]?.path).toBe(
      'bullmq',
    );
  });

  it('prepares statements with values, also after a migration has changed their result', async () => {
    await admin.query('create type public.found as (n integer)');
    await admin.query(
      `create function public.find(integer) returns setof public.found language sql as 'select row($1)::public.found'`,
    );
    const find = async () => (await pool.query('select * from public.find($1)', [7])).rows;
    const before = [await find(), await find()];
    await admin.query('drop function public.find(integer)');
    await admin.query('alter type public.found add attribute more text');
    await admin.query(
      `create function public.find(integer) returns setof public.found language sql as 'select $1, $$x$$'`,
    );
    expect([...before, await find()]).toEqual([[{ n: 7 }], [{ n: 7 }], [{ n: 7, more: 'x' }]]);
    const refused = pool.query('select count(*) from public.pair where id = $1 for update', [1]);
    await expect(refused).rejects.toMatchObject({ code: '0A000' });
  });

  it('asks the server not to wait for the disk', async () => {
    const setting = `select setting, source from pg_settings where name = 'synchronous_commit'`;
    expect((await pool.query(setting)).rows).toEqual([{ setting: 'off', source: 'client' }]);
  });

  it('retries statements that lost a deadlock', async () => {
    await Promise.all([pool.query('select public.lock_both(1, 2)'), pool.query('select public.lock_both(2, 1)')]);
    expect((await admin.query('select n from pair order by id')).rows).toEqual([{ n: 2 }, { n: 2 }]);
    const deadlocks = await waitUntil(async () =>
      Number(
        (
          await admin.query<{ deadlocks: string }>(
            'select deadlocks from pg_stat_database where datname = current_database()',
          )
        ).rows[0]?.deadlocks,
      ),
    );
    expect(deadlocks).toBeGreaterThanOrEqual(1);
  });

  it('retries statements that lost their connection', async () => {
    const slow = pool.query<{ n: number }>('select 1 as n, pg_sleep(0.4)');
    await sleep(100);
    await admin.query(CUT);
    expect((await slow).rows[0]?.n).toBe(1);
  });

  it('survives the loss of a connection while it closes', async () => {
    const client = (await pool.connect()) as PoolClient;
    client.removeAllListeners();
    client.release(true);
    expect(() => client.emit('error', new Error('terminating connection'))).not.toThrow();
  });

  it('passes on other errors', async () => {
    await expect(pool.query('select * from nowhere')).rejects.toMatchObject({ code: '42P01' });
  });

  it('lets the worker continue after all connections were cut', async () => {
    for (let round = 0; round < 3; round += 1) {
      await admin.query(CUT);
      await sleep(50);
    }
    const jobId = await waitUntil(() => worker.publisher.publish(reconcile, {}));
    await waitUntil(() => worker.probes.runs.some((run) => run.jobId === jobId));
  });
});
