import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LedgerAuditService, LedgerService, tokens, toTokens } from '@app/billing';
import { hourly, JobPublisherService, reconcile } from '@app/jobs';
import { Client } from 'pg';
import { freePort } from '../../../src/start/free-port';
import { type HttpAnswer, httpClient } from '../servers/http-client';
import { createTestDatabase, type TestDatabase } from '../servers/test-database';
import { startTestApi, type TestApi } from './test-app';
import { createTestUser, type TestUser } from './test-credentials';
import { startWorkerProcess, type TestWorker } from './test-worker';
import { waitUntil } from './wait-until';

export interface Job {
  job_id: string;
  status: string;
  progress: number;
  result: {
    video_url: string;
    poster_url: string | null;
    thumbnail_url: string | null;
    duration_seconds: number;
    size_bytes: number;
  } | null;
  error: { code: string; message: string; errors?: { path: string; message: string }[] } | null;
  tokens: { reserved: number; charged: number | null; refunded: number | null };
  timings: Record<string, string | null>;
  batch_id: string | null;
}

export const titleEdit = (seconds = 0.2, output: object = {}, text = 'Hello') => ({
  timeline: {
    background: '#0000ff',
    tracks: [{ clips: [{ asset: { type: 'title', text }, start: 0, length: seconds }] }],
  },
  output: { format: 'mp4', size: { width: 64, height: 36 }, fps: 25, ...output },
});

/** Statuses that never change again: nothing is missed between two looks at them. */
const FINAL = ['completed', 'failed', 'cancelled'];

/** The API in this process and workers in their own, on a separate database and data folder. */
export class RenderInstallation {
  readonly workers: TestWorker[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly api: TestApi,
    readonly sql: Client,
    readonly user: TestUser,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** Includes a user with 100 tokens. The test starts workers. */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<RenderInstallation> {
    const database = await createTestDatabase();
    const port = await freePort();
    const own = { BASE_URL: `http://127.0.0.1:${port}`, DATA_DIR: await mkdtemp(join(tmpdir(), 'reelway-data-')) };
    const variables = { RATE_LIMIT_REQUESTS: '100000', ...own, ...env };
    const api = await startTestApi({ databaseUrl: database.url, port, env: variables });
    const sql = new Client({ connectionString: database.url });
    await sql.connect();
    const installation = new RenderInstallation(database, api, sql, await createTestUser(database.url), variables);
    await installation.give(installation.user, 100);
    return installation;
  }

  async worker(env: Readonly<Record<string, string>> = {}): Promise<TestWorker> {
    const worker = await startWorkerProcess({ databaseUrl: this.database.url, env: { ...this.env, ...env } });
    this.workers.push(worker);
    return worker;
  }

  /** One that runs already, or a new one: for tests that need any worker. */
  async anyWorker(): Promise<TestWorker> {
    return this.workers.find((worker) => worker.isRunning()) ?? this.worker();
  }

  async stopWorkers(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    await Promise.all(this.workers.splice(0).map((worker) => worker.stop(signal)));
  }

  async newUser(amount = 0): Promise<TestUser> {
    const user = await createTestUser(this.database.url);
    if (amount > 0) await this.give(user, amount);
    return user;
  }

  async give({ userId }: TestUser, amount: number): Promise<void> {
    await this.ledger.grant({
      key: `test:${userId}:${amount}`,
      userId,
      amount: tokens(amount),
      source: 'admin',
      reason: 'test',
    });
  }

  call<T = Record<string, never>>(
    method: string,
    path: string,
    body?: unknown,
    as: TestUser = this.user,
  ): Promise<HttpAnswer<T>> {
    return httpClient(this.api.url)<T>(method, path, { token: as.apiKey, body });
  }

  /** Returns the id of the accepted job. */
  async render(edit: unknown, as: TestUser = this.user): Promise<string> {
    const { status, body } = await this.call<{ job_id: string }>('POST', '/api/v1/render', edit, as);
    if (status !== 201) throw new Error(`the render was answered ${status}: ${JSON.stringify(body)}`);
    return body.job_id;
  }

  async job(id: string, as: TestUser = this.user): Promise<Job> {
    return (await this.call<Job>('GET', `/api/v1/job/${id}`, undefined, as)).body;
  }

  until(id: string, isReached: string | ((job: Job) => boolean), timeoutMs = 120_000): Promise<Job> {
    let latest: Job | undefined;
    const look = async () => {
      latest = await this.job(id);
      return (typeof isReached === 'string' ? latest.status === isReached : isReached(latest)) ? latest : undefined;
    };
    const intervalMs = typeof isReached === 'string' && FINAL.includes(isReached) ? 100 : undefined;
    return waitUntil(look, { timeoutMs, intervalMs }).catch((error: Error) => {
      throw new Error(
        `${error.message}; the job is ${JSON.stringify(latest)}\n${this.workers.map((worker) => worker.output()).join('\n')}`,
      );
    });
  }

  /** `[available, reserved]` in tokens. */
  async balance({ userId }: TestUser = this.user): Promise<[number, number]> {
    const { available, reserved } = await this.ledger.balance(userId);
    return [toTokens(available), toTokens(reserved)];
  }

  /** Violated invariants of the ledger; empty when all hold. */
  async violations(): Promise<string[]> {
    const reports = await this.api.app.get(LedgerAuditService, { strict: false }).audit();
    return reports.filter(({ violations }) => violations > 0).map((report) => JSON.stringify(report));
  }

  /** Makes a worker run its maintenance now. */
  async runMaintenance(every: '30s' | '1h'): Promise<void> {
    await this.api.app.get(JobPublisherService, { strict: false }).publish(every === '1h' ? hourly : reconcile, {});
  }

  async close(): Promise<void> {
    await this.stopWorkers();
    await this.api.close();
    await this.sql.end();
    await this.database.drop();
    await rm(this.env.DATA_DIR ?? '', { recursive: true, force: true, maxRetries: 3 });
  }

  get dataDir(): string {
    return this.env.DATA_DIR ?? '';
  }

  private get ledger(): LedgerService {
    return this.api.app.get(LedgerService, { strict: false });
  }
}
