import { Client } from 'pg';
import { SelfCheckClient } from '../../support/harness/self-check-client';
import { signUp, type TestAccount } from '../../support/harness/test-account';
import { startTestApi, type TestApi } from '../../support/harness/test-app';
import { createTestUser } from '../../support/harness/test-credentials';
import { startWorkerProcess, type TestWorker } from '../../support/harness/test-worker';
import { waitUntil } from '../../support/harness/wait-until';
import { jobQueueBackends } from '../../support/servers/job-queue-backends';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

const basic = ({ email, password }: { email: string; password: string }) =>
  `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`;

describe.each(jobQueueBackends)('the queue dashboard on $name', (backend) => {
  let database: TestDatabase;
  let api: TestApi;
  let worker: TestWorker;
  let admin: TestAccount;
  let user: TestAccount;
  const open = (path = '', authorization?: string, method = 'GET') =>
    fetch(`${api.url}/admin/queues${path}`, {
      method,
      headers: { ...(authorization && { authorization }) },
      redirect: 'manual',
    });

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startTestApi({ databaseUrl: database.url, env: { RATE_LIMIT_MAX: '1000', ...backend.env() } });
    [admin, user] = [await signUp(api.url), await signUp(api.url)];
    const sql = new Client({ connectionString: database.url });
    await sql.connect();
    await sql.query(`update users set role = 'admin' where id = $1`, [admin.userId]);
    await sql.end();
    const env = Object.fromEntries(
      Object.entries(backend.env()).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    worker = await startWorkerProcess({ databaseUrl: database.url, env });
  });
  afterAll(async () => {
    await worker?.stop('SIGKILL');
    await api?.close();
    await database?.drop();
  });

  it('asks a browser for the password, and lets only administrators in', async () => {
    const stranger = await open();
    expect([stranger.status, stranger.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringMatching(/^Basic realm=/),
    ]);
    expect(stranger.headers.get('content-type')).toContain('application/problem+json');
    expect((await open('', basic({ ...admin, password: 'wrong password' }))).status).toBe(401);
    expect((await open('', basic(user))).status).toBe(403);
    expect((await open('', `Bearer ${admin.accessToken}`)).status).toBe(401);
    const page = await open('', basic(admin));
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
  });

  it('protects every path below it, files and API alike', async () => {
    const html = await (await open('', basic(admin))).text();
    const script = /src="[^"]*?(static\/[^"]+\.js)"/.exec(html)?.[1];
    expect(script).toBeDefined();
    for (const path of [`/${script}`, '/api/queues', '/queue/light']) {
      expect((await open(path)).status).toBe(401);
      expect((await open(path, basic(admin))).status).toBe(200);
    }
  });

  it('shows the queues with their jobs', async () => {
    const checks = new SelfCheckClient(api.url, database.url, await createTestUser(database.url));
    const id = await checks.start(0);
    await checks.allFinished();
    const queue = await waitUntil(async () => {
      const answer = await open('/api/queues?activeQueue=heavy&status=completed&page=1&jobsPerPage=10', basic(admin));
      const { queues } = (await answer.json()) as {
        queues: { name: string; readOnlyMode: boolean; jobs: { name: string; data: unknown }[] }[];
      };
      const found = queues.find(({ name }) => name === 'heavy');
      return found?.jobs.length ? found : undefined;
    });
    expect(queue.readOnlyMode).toBe(true);
    expect(queue.jobs).toMatchObject([{ name: 'self_check.run', data: { payload: { selfCheckId: id } } }]);
  });

  it('changes nothing', async () => {
    for (const [method, path] of [
      ['PUT', '/api/queues/light/pause'],
      ['PUT', '/api/queues/heavy/clean/completed'],
      ['POST', '/api/queues/heavy/add'],
    ] as const) {
      const answer = await open(path, basic(admin), method);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, 'method_not_allowed']);
    }
  });

  it('stops listening to an address that guesses', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        open('', basic({ email: `guess-${backend.name}@example.test`, password: `guess ${index}` })).then(
          ({ status }) => status,
        ),
      ),
    );
    expect(guesses.filter((status) => status === 401).length).toBeGreaterThanOrEqual(10);
    const blocked = await waitUntil(async () => {
      const answer = await open('', basic({ email: `guess-${backend.name}@example.test`, password: 'another guess' }));
      return answer.status === 429 ? answer : undefined;
    });
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
