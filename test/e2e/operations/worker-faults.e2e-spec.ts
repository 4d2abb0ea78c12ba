import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../src/start/free-port';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../src/start/postgres/embedded-postgres';
import { SelfCheckClient, type SelfCheckRow } from '../../support/harness/self-check-client';
import { startTestApi, type TestApi } from '../../support/harness/test-app';
import { SHORT_LOCK, startWorkerProcess, type TestWorker } from '../../support/harness/test-worker';
import { waitUntil } from '../../support/harness/wait-until';
import { type JobQueueBackend, jobQueueBackends } from '../../support/servers/job-queue-backends';
import { hasRedis, itWithRedis, startRedis, type TestRedis } from '../../support/servers/redis-server';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

jest.setTimeout(300_000);

const API_ENV = { RATE_LIMIT_REQUESTS: '100000' };
const once = (rows: SelfCheckRow[]) =>
  rows
    .map(({ status, completions, effects }) => ({ status, completions, effects }))
    .filter((row) => row.status !== 'completed' || row.completions !== 1 || row.effects !== 1);
const defined = (env: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));

describe.each(jobQueueBackends)('workers on $name', (backend: JobQueueBackend) => {
  let database: TestDatabase;
  let api: TestApi;
  let checks: SelfCheckClient;
  const workers: TestWorker[] = [];
  const start = async (env: Record<string, string> = {}) => {
    const worker = await startWorkerProcess({ databaseUrl: database.url, env: { ...defined(backend.env()), ...env } });
    workers.push(worker);
    return worker;
  };
  /** Resolves once a worker has begun, even if it has finished meanwhile. */
  const begun = (id: string) =>
    waitUntil(async () => {
      const row = await checks.row(id);
      return row.worker ? row : undefined;
    });

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startTestApi({ databaseUrl: database.url, env: { ...API_ENV, ...backend.env() } });
    checks = new SelfCheckClient(api.url, database.url);
  });
  afterEach(() => Promise.all(workers.splice(0).map((worker) => worker.stop('SIGKILL'))));
  afterAll(async () => {
    await api?.close();
    await database?.drop();
  });

  it('that were paused for longer than their lock change nothing any more', async () => {
    const id = await checks.start(0);
    await checks.sql('update self_checks set work_ms = 10_000 where id = $1', [id]);
    const zombie = await start(SHORT_LOCK);
    await begun(id);
    process.kill(zombie.pid, 'SIGSTOP');
    await checks.sql('update self_checks set work_ms = 100 where id = $1', [id]);
    const heir = await start(SHORT_LOCK);
    await checks.allFinished();
    expect((await checks.row(id)).worker).toContain(`:${heir.pid}`);
    process.kill(zombie.pid, 'SIGCONT');
    await waitUntil(() => /row_lease_lost|job_lock_lost/.test(zombie.output()));
    expect(once(await checks.rows())).toEqual([]);
  });

  it('that are newer than the schema take no job, and say why, until its migrations have run', async () => {
    const [last] = await checks.sql<{ name: string; timestamp: string }>(
      'delete from migrations where id = (select max(id) from migrations) returning name, timestamp',
    );
    const id = await checks.start(0);
    const metricsPort = await freePort();
    const starting = start({ METRICS_PORT: String(metricsPort) });
    const report = async () => {
      const answer = await fetch(`http://127.0.0.1:${metricsPort}/health/ready`).catch(() => undefined);
      return (await answer?.text()) ?? '';
    };
    await waitUntil(async () => (await report()) === '{"status":"down","detail":"1 migrations have not run yet"}');
    // A worker that does not wait would take it now.
    await sleep(3_000);
    expect((await checks.row(id)).status).toBe('queued');
    await checks.sql('insert into migrations (name, timestamp) values ($1, $2)', [last?.name, last?.timestamp]);
    await starting;
    await checks.allFinished();
    expect((await starting).output().match(/once the schema fits/g)).toHaveLength(1);
  });

  it('do not repeat a job that is delivered twice, neither concurrently nor later', async () => {
    await Promise.all([start(), start()]);
    const id = await checks.start(1_000);
    const again = (jobId: string) =>
      checks.sql(
        `insert into outbox (queue, name, job_id, payload, request_id, due_at) values ('heavy', 'self_check.run', $1, $2, 'request-1', now())`,
        [jobId, { selfCheckId: id }],
      );
    await begun(id);
    await Promise.all([again(`duplicate-1-${id}`), again(`duplicate-2-${id}`)]);
    await checks.allFinished();
    await again(`duplicate-3-${id}`);
    await waitUntil(async () => (await checks.sql('select 1 from outbox')).length === 0);
    await checks.start(0);
    expect(once(await checks.allFinished())).toEqual([]);
    expect((await checks.row(id)).attempts).toBe(1);
  });

  it('recover from a queue store that forgot everything', async () => {
    const first = await start({ WORKER_CONCURRENCY: '1' });
    await Promise.all(Array.from({ length: 6 }, () => checks.start(400)));
    await waitUntil(async () => (await checks.sql('select 1 from outbox')).length === 0);
    await first.stop('SIGKILL');
    await backend.empty(database.url);
    // Time passes: their deadline is over.
    await checks.sql(
      `update self_checks set deadline_at = now() - interval '1 second', lease_until = null where status <> 'completed'`,
    );
    await start();
    expect(once(await checks.allFinished())).toEqual([]);
  });

  it('give up a job that no worker can finish', async () => {
    const id = await checks.start(0);
    await checks.sql(
      `update self_checks set attempts = 20, status = 'running', started_at = now(), deadline_at = now() - interval '1 second', lease_until = now() + interval '1 hour' where id = $1`,
      [id],
    );
    await start();
    await checks.reconcileNow();
    await waitUntil(async () => (await checks.row(id)).status === 'failed');
    await checks.sql('delete from self_checks where id = $1', [id]);
  });

  it('end when the process that started them is gone', async () => {
    const worker = await start();
    const ended = waitUntil(() => !isAlive(worker.pid));
    worker.disconnect();
    await ended;
    expect(await worker.stop()).toBe(0);
  });
});

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('the whole path under a small load', () => {
  let directory: string;
  let postgres: EmbeddedPostgres;
  let redis: TestRedis | undefined;
  let api: TestApi;
  let checks: SelfCheckClient;
  let workers: TestWorker[] = [];

  const startPostgres = (port?: number) =>
    startEmbeddedPostgres({ directory, port, durable: true, settings: { max_connections: '100' } });
  const open = async (env: Record<string, string | undefined>) => {
    api = await startTestApi({ databaseUrl: postgres.url, env: { ...API_ENV, ...env } });
    checks = new SelfCheckClient(api.url, postgres.url);
    await checks.prepare(40);
    workers = await Promise.all(
      [1, 2].map(() => startWorkerProcess({ databaseUrl: postgres.url, env: { ...defined(env), ...SHORT_LOCK } })),
    );
  };
  /** 40 checks over two seconds, with a fault in the middle; returns the accepted ones. */
  const loadWith = async (fault: () => Promise<void>): Promise<string[]> => {
    const load = Array.from({ length: 40 }, async (_, index) => {
      await sleep(index * 50);
      return checks.start(150);
    });
    await sleep(1_000);
    await fault();
    return Promise.all(load);
  };

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'reelway-faults-'));
    chmodSync(directory, 0o755);
    postgres = await startPostgres();
    execFileSync(process.execPath, [join(__dirname, '../../../dist/src/migrate.js')], {
      env: { PATH: process.env.PATH, DATABASE_URL: postgres.url },
    });
    if (hasRedis) redis = await startRedis();
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop('SIGKILL')));
    await api?.close();
  });
  afterAll(async () => {
    await redis?.stop();
    await postgres?.stop('immediate');
    rmSync(directory, { recursive: true, force: true });
  });

  it('survives a crash of Postgres', async () => {
    await open({ REDIS_URL: undefined });
    const accepted = await loadWith(async () => {
      await postgres.stop('immediate');
      await sleep(500);
      postgres = await startPostgres(postgres.port);
    });
    const rows = await checks.allFinished(120_000);
    expect(once(rows)).toEqual([]);
    expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(accepted));
    expect(workers.map(({ pid }) => isAlive(pid))).toEqual([true, true]);
  });

  itWithRedis('survives a crash of Redis that loses everything', async () => {
    await open({ REDIS_URL: redis?.url });
    const accepted = await loadWith(async () => {
      await redis?.kill();
      await sleep(500);
      await redis?.start();
    });
    await waitUntil(async () => (await checks.sql('select 1 from outbox')).length === 0);
    // Time passes: everything that Redis lost is past its deadline once no worker holds it.
    const rows = await waitUntil(
      async () => {
        await checks.sql(
          `update self_checks set deadline_at = now() - interval '1 second'
           where status in ('queued', 'running') and (lease_until is null or lease_until < now())`,
        );
        await checks.reconcileNow();
        const found = await checks.rows();
        return found.every(({ status }) => status === 'completed' || status === 'failed') ? found : undefined;
      },
      { timeoutMs: 120_000, intervalMs: 1_000 },
    );
    expect(once(rows)).toEqual([]);
    expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(accepted));
    expect(workers.map(({ pid }) => isAlive(pid))).toEqual([true, true]);
  });
});
