import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { createEmulators } from '../../../apps/emulators/src/create-emulators';
import { S3_BUCKET, S3_CREDENTIALS, s3 } from '../../../apps/emulators/src/s3/s3';
import { hasFfmpeg } from '../../support/harness/render-harness';
import { type Job, titleEdit } from '../../support/harness/render-installation';
import { type ApiProcess, startApiProcess } from '../../support/harness/test-api-process';
import { startWorkerProcess, type TestWorker } from '../../support/harness/test-worker';
import { waitUntil } from '../../support/harness/wait-until';
import { httpClient } from '../../support/servers/http-client';
import { hasRedis, startRedis, type TestRedis } from '../../support/servers/redis-server';
import { createGuideDatabase, type TestDatabase } from '../../support/servers/test-database';

const APIS = 2;
const WORKERS = 3;
/** Number of renders posted before each process starts and while the old one stops. */
const RENDERS_BEFORE = 1;
const RENDERS_DURING = 2;

// Only a process that hangs takes this long.
jest.setTimeout(900_000);

const root = join(__dirname, '../../..');
const describeWithAll = hasFfmpeg && hasRedis ? describe : describe.skip;

/** Two APIs and three workers as docs/operations.md sets them up: PostgreSQL, Redis, a bucket, no shared disk. */
describeWithAll('a production installation', () => {
  let database: TestDatabase;
  let db: Client;
  let redis: TestRedis;
  let env: Record<string, string>;
  let apiKey: string;
  let accepted = 0;
  const bucket = createEmulators([s3()]);
  const folders: string[] = [];
  const apis: ApiProcess[] = [];
  const workers: TestWorker[] = [];
  const folder = () => {
    const path = mkdtempSync(join(tmpdir(), 'reelway-production-'));
    folders.push(path);
    return path;
  };
  const startApi = () => startApiProcess({ databaseUrl: database.url, env: { ...env, DATA_DIR: folder() } });
  const startWorker = () => startWorkerProcess({ databaseUrl: database.url, env: { ...env, DATA_DIR: folder() } });
  const command = (name: string) =>
    execFileSync(process.execPath, ['scripts/run.mjs', name], {
      cwd: root,
      encoding: 'utf8',
      input: '',
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env, DATABASE_URL: database.url, DATA_DIR: folder() },
    });

  beforeAll(async () => {
    [database, redis] = await Promise.all([createGuideDatabase(), startRedis(folder())]);
    db = new Client({ connectionString: database.url });
    await db.connect();
    await bucket.listen({ host: '127.0.0.1', port: 0 });
    env = {
      ENVIRONMENT: 'production',
      NODE_ENV: 'production',
      BASE_URL: 'https://api.example.test',
      FRONTEND_URL: 'https://app.example.test',
      MAIL_FROM: 'Reelway <no-reply@example.test>',
      SMTP_URL: 'smtp://127.0.0.1:1',
      JWT_SECRET: randomBytes(48).toString('base64'),
      TOKEN_ENC_KEYS: `v1:${randomBytes(32).toString('base64')}`,
      BOOTSTRAP_ADMIN_EMAIL: 'owner@example.test',
      REDIS_URL: redis.url,
      R2_ENDPOINT_URL: `http://127.0.0.1:${(bucket.server.address() as AddressInfo).port}/s3`,
      R2_ACCESS_KEY_ID: S3_CREDENTIALS.accessKeyId,
      R2_SECRET_ACCESS_KEY: S3_CREDENTIALS.secretAccessKey,
      R2_BUCKET_NAME: S3_BUCKET,
      RATE_LIMIT_REQUESTS: '100000',
      JOB_LOCK_SECONDS: '15',
      WORKER_CONCURRENCY: '1',
    };
    command('migrate');
    apiKey = (JSON.parse(command('bootstrap')) as { api_key: string }).api_key;
    apis.push(...(await Promise.all(Array.from({ length: APIS }, startApi))));
    workers.push(...(await Promise.all(Array.from({ length: WORKERS }, startWorker))));
  });
  afterAll(async () => {
    await Promise.all([...apis, ...workers].map((process) => process.stop('SIGKILL')));
    await bucket.close();
    await redis?.stop();
    await db?.end();
    await database?.drop();
    for (const path of folders) rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  });

  /** Like a load balancer, which needs a moment to notice that an API is stopping. */
  let turn = 0;
  let leaving: ApiProcess | undefined;
  const call = <T>(method: string, path: string, options: { body?: unknown; headers?: Record<string, string> } = {}) =>
    httpClient(nextUrl())<T>(method, path, { token: apiKey, ...options });
  const nextUrl = () => {
    const reachable = leaving ? [leaving, ...apis] : apis;
    return reachable[turn++ % reachable.length]?.url ?? '';
  };
  /**
   * Posts until the request is accepted, as a client with an idempotency key does; `statuses` receives every other
   * answer.
   */
  const post = (index: number, statuses: number[]) =>
    waitUntil(
      async () => {
        const headers = { 'idempotency-key': `render-${index}` };
        const { status, body } = await call<{ job_id: string }>('POST', '/api/v1/render', {
          body: titleEdit(),
          headers,
        });
        if (status !== 201) statuses.push(status);
        return status === 201 ? body.job_id : undefined;
      },
      { timeoutMs: 300_000, intervalMs: 100 },
    );

  /**
   * Replaces each process with a new one that is ready before the old one stops; `postSome` receives the number of
   * renders to post meanwhile.
   * @returns the exit codes of the old ones
   */
  async function replaceAll(postSome: (count: number) => void): Promise<(number | null)[]> {
    const codes: (number | null)[] = [];
    for (const index of workers.keys()) {
      const old = workers[index];
      postSome(RENDERS_BEFORE);
      workers[index] = await startWorker();
      postSome(RENDERS_DURING);
      codes.push((await old?.stop('SIGTERM')) ?? null);
    }
    for (const index of apis.keys()) {
      const old = apis[index];
      postSome(RENDERS_BEFORE);
      apis[index] = await startApi();
      leaving = old;
      postSome(RENDERS_DURING);
      await old?.stop('SIGTERM');
      leaving = undefined;
      codes.push(old?.child.exitCode ?? null);
    }
    return codes;
  }

  it('loses nothing and charges nothing twice while every process is replaced under load', async () => {
    const statuses: number[] = [];
    const posted: Promise<string>[] = [];
    const codes = await replaceAll((count) => {
      for (let more = 0; more < count; more += 1) {
        const accepting = post(posted.length, statuses);
        accepting.catch(() => undefined);
        posted.push(accepting);
      }
    });
    expect(codes).toEqual(Array.from({ length: APIS + WORKERS }, () => 0));
    const ids = await Promise.all(posted);
    // 503: the API that received the request was stopping.
    expect(statuses.filter((status) => status !== 503)).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    accepted = ids.length;

    const jobs = await Promise.all(
      ids.map((id) =>
        waitUntil(
          async () => {
            const { body } = await call<Job>('GET', `/api/v1/job/${id}`);
            return ['completed', 'failed', 'cancelled'].includes(body.status) ? body : undefined;
          },
          { timeoutMs: 600_000, intervalMs: 1_000 },
        ),
      ),
    );
    expect(jobs.filter(({ status }) => status !== 'completed')).toEqual([]);
    for (const { result } of jobs) {
      const video = Buffer.from(await (await fetch(result?.video_url ?? '')).arrayBuffer());
      expect([video.length, video.toString('latin1', 4, 8)]).toEqual([result?.size_bytes, 'ftyp']);
    }
  });

  it('has as many renders, charges and files as were accepted, and a consistent ledger', async () => {
    const { rows } = await db.query<{ renders: number; holds: number; charged: number; taken: number; open: number }>(
      `select (select count(*)::int from renders where status = 'completed') as renders,
              (select count(distinct subject_id)::int from token_holds where state = 'settled') as holds,
              (select sum(charged)::int from renders) as charged,
              (select sum(settled_amount)::int from token_holds) as taken,
              (select count(*)::int from token_holds where state <> 'settled') as open`,
    );
    const [found] = rows;
    expect(found).toEqual({ renders: accepted, holds: accepted, charged: found?.taken, taken: found?.taken, open: 0 });
    // The shortest render costs a second: a sixtieth of a token.
    expect(found?.charged).toBe(accepted * 16_667);
    const objects = await fetch(`${env.R2_ENDPOINT_URL}/_test/unfinished`);
    expect(await objects.json()).toEqual({ unfinished: [] });
    expect(command('ledger-check')).not.toContain('WRONG');
  });
});
