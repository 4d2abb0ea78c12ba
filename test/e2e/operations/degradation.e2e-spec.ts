import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../src/start/free-port';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../src/start/postgres/embedded-postgres';
import { SelfCheckClient } from '../../support/harness/self-check-client';
import { type ApiProcess, startApiProcess } from '../../support/harness/test-api-process';
import { SHORT_LOCK, startWorkerProcess, type TestWorker } from '../../support/harness/test-worker';
import { waitUntil } from '../../support/harness/wait-until';
import { itWithRedis, startRedis, type TestRedis } from '../../support/servers/redis-server';
import { type Observation, SteadyLoad } from '../../support/servers/steady-load';

jest.setTimeout(240_000);

/** The product in separate processes on separate servers, which then fail under load. */
describe('the product', () => {
  let directory: string;
  let postgres: EmbeddedPostgres;
  let redis: TestRedis | undefined;
  let api: ApiProcess;
  let worker: TestWorker;
  let load: SteadyLoad;
  let checks: SelfCheckClient;
  let operationsUrl: string;

  const startPostgres = (port?: number) => startEmbeddedPostgres({ directory: join(directory, 'postgres'), port });
  const open = async (env: Readonly<Record<string, string>>) => {
    const metricsPort = await freePort();
    operationsUrl = `http://127.0.0.1:${metricsPort}`;
    const shared = { ...env, DATA_DIR: join(directory, 'data') };
    api = await startApiProcess({
      databaseUrl: postgres.url,
      env: { ...shared, RATE_LIMIT_REQUESTS: '100000', METRICS_PORT: String(metricsPort) },
    });
    worker = await startWorkerProcess({
      databaseUrl: postgres.url,
      env: { ...shared, ...SHORT_LOCK, LOG_LEVEL: 'warn' },
    });
    checks = new SelfCheckClient(api.url, postgres.url);
    const accounts = await checks.prepare(8);
    load = new SteadyLoad(
      api.url,
      accounts.flatMap(({ apiKey }) => {
        const authorization = `Bearer ${apiKey}`;
        const headers = { authorization, 'content-type': 'application/json' };
        return [
          { path: '/api/v1/self-checks', init: { method: 'POST', headers, body: '{"work_ms":20}' } },
          { path: '/api/v1/self-checks?limit=5', init: { headers: { authorization } } },
          { path: '/health/live' },
        ];
      }),
    );
    await waitUntil(() => load.seen.length > 60);
  };
  const limiterIs = (backend: 'local' | 'redis') =>
    waitUntil(async () =>
      (await (await fetch(`${operationsUrl}/metrics`)).text()).includes(`rate_limit_backend{backend="${backend}"} 1`),
    );
  /** Everything accepted exists, and everything that exists finished and had its effect exactly once. */
  const expectEachDoneOnce = async () => {
    const finished = async () => {
      const rows = await checks.rows();
      return rows.every(({ status }) => status === 'completed' || status === 'failed') ? rows : undefined;
    };
    // The reconciler finds a job that the crash lost after its deadline.
    const rows = await waitUntil(finished, { timeoutMs: 120_000, intervalMs: 100 });
    expect(rows.filter((row) => row.status !== 'completed' || row.completions !== 1 || row.effects !== 1)).toEqual([]);
    const ids = new Set(rows.map(({ id }) => id));
    expect(load.seen.filter(({ status, body }) => status === 201 && !ids.has(String(body.id)))).toEqual([]);
  };

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'reelway-degradation-'));
    chmodSync(directory, 0o755);
    postgres = await startPostgres();
    execFileSync(process.execPath, [join(__dirname, '../../../dist/src/migrate.js')], {
      env: { PATH: process.env.PATH, DATABASE_URL: postgres.url },
    });
  });
  afterEach(async () => {
    await load?.stop();
    await Promise.all([api?.stop(), worker?.stop('SIGKILL')]);
    await redis?.stop();
  });
  afterAll(async () => {
    await postgres?.stop('immediate');
    rmSync(directory, { recursive: true, force: true });
  });

  itWithRedis('keeps answering when Redis is killed and comes back; limits are counted locally meanwhile', async () => {
    mkdirSync(join(directory, 'redis'));
    redis = await startRedis(join(directory, 'redis'));
    await open({ REDIS_URL: redis.url });
    await limiterIs('redis');

    await redis.kill();
    await limiterIs('local');
    const whileDown = performance.now();
    await waitUntil(() => load.since(whileDown).length > 60);
    expect(
      load.since(whileDown).every(({ request, headers }) => request.includes('live') || headers.has('ratelimit')),
    ).toBe(true);
    await waitUntil(async () => (await fetch(`${api.url}/health/ready`)).status === 200);

    await redis.start();
    await limiterIs('redis');
    const afterwards = performance.now();
    await waitUntil(() => load.since(afterwards).length > 60);
    await load.stop();
    expect(load.seen.filter(refused)).toEqual([]);
    await expectEachDoneOnce();
  });

  itWithRedis('[peers 3.5] has no ready worker while the queue is down; it works once the queue is there', async () => {
    redis = await startRedis();
    await redis.kill();
    const metricsPort = await freePort();
    const env = { REDIS_URL: redis.url, DATA_DIR: join(directory, 'data') };
    const readiness = async () => {
      const answer = await fetch(`http://127.0.0.1:${metricsPort}/health/ready`).catch(() => undefined);
      return `${answer?.status} ${await answer?.text()}`;
    };
    const starting = startWorkerProcess({
      databaseUrl: postgres.url,
      env: { ...env, ...SHORT_LOCK, METRICS_PORT: String(metricsPort) },
    });
    await waitUntil(async () => (await readiness()).startsWith('503 {"status":"down","detail":"the queue on redis'));
    await redis.start();
    worker = await starting;
    await waitUntil(async () => (await readiness()) === '200 {"status":"ok"}');
    api = await startApiProcess({ databaseUrl: postgres.url, env });
    checks = new SelfCheckClient(api.url, postgres.url);
    await checks.prepare(1);
    const id = await checks.start(0);
    await waitUntil(async () => (await checks.row(id)).status === 'completed');
  });

  it('answers 503 while Postgres is down, stays alive, and works again within 10 seconds', async () => {
    await open({});
    const takenAway = performance.now();
    await postgres.stop('immediate');
    await waitUntil(() => load.since(takenAway).filter(refused).length > 10);
    postgres = await startPostgres(postgres.port);
    const back = performance.now();
    const workingAgain = await waitUntil(() => calmSince(load, back, 120));
    await load.stop();

    // By the time at which requests were sent, so that the speed of this machine does not matter.
    expect(load.since(back + 10_000).filter(refused)).toEqual([]);
    expect(load.seen.filter((seen) => seen.endedAt < takenAway).filter(refused)).toEqual([]);
    expect(load.since(workingAgain).filter(refused)).toEqual([]);
    expect(load.seen.filter(({ request, status }) => request.includes('live') && status !== 200)).toEqual([]);
    const meanwhile = load.seen.filter(refused);
    expect(
      new Set(meanwhile.map(({ status, body, headers }) => `${status} ${body.code} ${headers.has('retry-after')}`)),
    ).toEqual(new Set(['503 database_unavailable true']));
    await expectEachDoneOnce();
  });
});

const refused = ({ status }: Observation): boolean => status === 0 || status >= 500;

/** The moment from which no request was refused any more, once this many later requests have been answered. */
function calmSince(load: SteadyLoad, from: number, answers: number): number | undefined {
  const last = load.since(from).findLast(refused);
  const moment = last ? last.endedAt : from;
  return load.since(moment).length >= answers ? moment : undefined;
}
