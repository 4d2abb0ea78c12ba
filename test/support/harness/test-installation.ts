import { Client } from 'pg';
import { MailOutbox } from '../emulators/mail-outbox';
import { httpClient } from '../servers/http-client';
import { createTestDatabase, type TestDatabase } from '../servers/test-database';
import { startTestApi, type TestApi, type TestApiOptions } from './test-app';
import { startWorkerProcess, type TestWorker } from './test-worker';

export interface TestInstallationOptions extends Omit<TestApiOptions, 'databaseUrl'> {
  /** For API and worker. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Default: none. */
  worker?: boolean;
}

/** A database, the API on it, a worker on request, their mails, and clients for them. */
export interface TestInstallation {
  database: TestDatabase;
  api: TestApi;
  /** Only with `worker: true`. */
  worker: TestWorker | undefined;
  outbox: MailOutbox;
  db: Client;
  call: ReturnType<typeof httpClient>;
  close(): Promise<void>;
}

/** The limits on requests are lifted; `env` may set them again. */
export async function startTestInstallation({
  env,
  worker: withWorker,
  ...options
}: TestInstallationOptions = {}): Promise<TestInstallation> {
  const outbox = new MailOutbox();
  const database = await createTestDatabase();
  const db = new Client({ connectionString: database.url });
  let api: TestApi | undefined;
  let worker: TestWorker | undefined;
  const close = async () => {
    await worker?.stop();
    await api?.close();
    await db.end();
    await database.drop();
    outbox.remove();
  };
  try {
    await db.connect();
    const common = { DATA_DIR: outbox.dataDir, ...env };
    api = await startTestApi({
      databaseUrl: database.url,
      ...options,
      env: { RATE_LIMIT_MAX: '100000', RATE_LIMIT_REQUESTS: '100000', ...common },
    });
    if (withWorker) worker = await startWorkerProcess({ databaseUrl: database.url, env: defined(common) });
    return { database, api, worker, outbox, db, call: httpClient(api.url), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** An installation for the tests of the enclosing `describe`. */
export function installation(options: TestInstallationOptions = {}): Omit<TestInstallation, 'close'> {
  let running: TestInstallation;
  beforeAll(async () => {
    running = await startTestInstallation(options);
  });
  afterAll(() => running?.close());
  return {
    get database() {
      return running.database;
    },
    get api() {
      return running.api;
    },
    get worker() {
      return running.worker;
    },
    get outbox() {
      return running.outbox;
    },
    get db() {
      return running.db;
    },
    get call() {
      return running.call;
    },
  };
}

const defined = (env: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
