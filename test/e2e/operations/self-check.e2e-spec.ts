import { createTestUser, type TestUser } from '../../support/harness/test-credentials';
import { installation } from '../../support/harness/test-installation';
import { SHORT_LOCK, startWorkerProcess, type TestWorker } from '../../support/harness/test-worker';
import { waitUntil } from '../../support/harness/wait-until';

interface SelfCheck {
  id: string;
  status: string;
  attempts: number;
  worker: string | null;
  pickup_ms: number | null;
  finished_at: string | null;
}

const { TEST_REDIS_URL } = process.env;
const backends = [
  { backend: 'postgres', env: {} as Record<string, string> },
  ...(TEST_REDIS_URL
    ? [{ backend: 'redis', env: { REDIS_URL: TEST_REDIS_URL, QUEUE_PREFIX: `check-${process.pid}` } }]
    : []),
];

describe.each(backends)('self-checks on $backend', ({ backend, env }) => {
  const instance = installation({ env: { REDIS_URL: undefined, RATE_LIMIT_REQUESTS: '100000', ...env } });
  let user: TestUser;
  let stranger: TestUser;
  const workers: TestWorker[] = [];

  const worker = async (more: Readonly<Record<string, string>> = {}) => {
    const started = await startWorkerProcess({ databaseUrl: instance.database.url, env: { ...env, ...more } });
    workers.push(started);
    return started;
  };
  const call = async (
    method: string,
    path: string,
    { as = user, body, headers = {} }: { as?: TestUser; body?: unknown; headers?: Record<string, string> } = {},
  ) => {
    const init = {
      method,
      headers: {
        authorization: `Bearer ${as.apiKey}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
    };
    const response = await fetch(`${instance.api.url}/api/v1/self-checks${path}`, {
      ...init,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as SelfCheck & {
        self_checks: SelfCheck[];
        next_cursor: string | null;
        code: string;
      },
    };
  };
  const start = async (body: unknown = {}) => {
    const answer = await call('POST', '', { body });
    expect(answer).toMatchObject({ status: 201, body: { status: 'queued', attempts: 0, finished_at: null } });
    return answer.body.id;
  };
  const inState = (id: string, status: string) =>
    waitUntil(async () => {
      const { body } = await call('GET', `/${id}`);
      return body.status === status ? body : undefined;
    });
  const once = async (id: string) => {
    const { rows } = await instance.db.query<{ completions: number; effects: string }>(
      'select completions, (select count(*) from self_check_effects where self_check_id = id) as effects from self_checks where id = $1',
      [id],
    );
    expect(rows).toEqual([{ completions: 1, effects: '1' }]);
  };

  beforeAll(async () => {
    [user, stranger] = await Promise.all([
      createTestUser(instance.database.url),
      createTestUser(instance.database.url),
    ]);
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((started) => started.stop('SIGKILL')));
    await instance.db.query(`delete from self_checks where status in ('queued', 'running')`);
  });

  it('pass from the request through the queue to a finished row', async () => {
    await worker();
    const id = await start();
    const done = await inState(id, 'completed');
    expect(done).toMatchObject({ attempts: 1, worker: expect.stringContaining(':') });
    await once(id);
  });

  it('wait for a worker, and health reports it', async () => {
    const id = await start();
    const health = await waitUntil(async () => {
      const { checks } = (await (await fetch(`${instance.api.url}/health`)).json()) as {
        checks: { queue: { status: string; detail: string } };
      };
      return checks.queue.status === 'degraded' ? checks.queue : undefined;
    });
    expect(health.detail).toContain(backend);
    expect((await call('GET', `/${id}`)).body.status).toBe('queued');
    await worker();
    await inState(id, 'completed');
  });

  it('finish once when the worker is killed in the middle', async () => {
    const id = await start();
    // The first worker would never finish in time, however late this test checks; the second one is quick.
    await instance.db.query('update self_checks set work_ms = 60_000 where id = $1', [id]);
    const first = await worker(SHORT_LOCK);
    const running = await waitUntil(async () => {
      const { body } = await call('GET', `/${id}`);
      return body.status === 'running' && body.worker ? body : undefined;
    });
    expect(running.worker).toContain(`:${first.pid}`);
    await instance.db.query('update self_checks set work_ms = 100 where id = $1', [id]);
    await first.stop('SIGKILL');
    const second = await worker(SHORT_LOCK);
    const done = await inState(id, 'completed');
    expect(done.worker).toContain(`:${second.pid}`);
    expect(done.attempts).toBeGreaterThanOrEqual(2);
    await once(id);
  });

  it('finish before the worker obeys SIGTERM', async () => {
    const first = await worker();
    const id = await start({ work_ms: 1_000 });
    await waitUntil(async () => (await call('GET', `/${id}`)).body.attempts === 1);
    expect(await first.stop('SIGTERM')).toBe(0);
    expect((await call('GET', `/${id}`)).body).toMatchObject({ status: 'completed', attempts: 1 });
    await once(id);
  });

  it('are started once per Idempotency-Key', async () => {
    const headers = { 'idempotency-key': `key-${backend}` };
    const [first, again] = [
      await call('POST', '', { body: {}, headers }),
      await call('POST', '', { body: {}, headers }),
    ];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect((await call('POST', '', { body: { work_ms: 1 }, headers })).body.code).toBe('idempotency_key_reused');
  });

  it('belong to their user', async () => {
    const id = await start();
    expect((await call('GET', `/${id}`, { as: stranger })).status).toBe(404);
    expect((await call('GET', '/not-a-uuid')).status).toBe(404);
    expect((await call('GET', '', { as: stranger })).body.self_checks).toEqual([]);
  });

  it('are started one at a time, by people who may spend and whose address is known', async () => {
    const asked = await Promise.all([1, 2, 3, 4].map(() => call('POST', '', { body: {} })));
    const accepted = asked.filter(({ status }) => status === 201);
    expect(accepted).toHaveLength(1);
    const id = accepted[0]?.body.id;
    const refused = { status: 409, body: { code: 'self_check_unfinished', self_check_id: id } };
    for (const answer of asked.filter(({ status }) => status !== 201)) expect(answer).toMatchObject(refused);
    expect((await call('POST', '', { as: stranger, body: {} })).status).toBe(201);
    await instance.db.query(`delete from self_checks where id = $1`, [id]);
    expect((await call('POST', '', { body: {} })).status).toBe(201);

    const [unconfirmed, reader] = [
      await createTestUser(instance.database.url, { isConfirmed: false }),
      await createTestUser(instance.database.url, { scopes: ['render:read'] }),
    ];
    expect(await call('POST', '', { as: unconfirmed, body: {} })).toMatchObject({
      status: 403,
      body: { code: 'email_not_verified' },
    });
    expect(await call('POST', '', { as: reader, body: {} })).toMatchObject({
      status: 403,
      body: { code: 'access_denied' },
    });
    expect((await call('GET', '', { as: reader })).status).toBe(200);
  });

  it('are listed newest first, page by page, without gap or repetition', async () => {
    for (let seconds = 1; seconds <= 5; seconds++)
      await instance.db.query(
        `insert into self_checks (id, user_id, work_ms, deadline_at, status, completions, finished_at, created_at)
         values (gen_random_uuid(), $1, 0, now(), 'completed', 1, now(), now() + $2 * interval '1 second')`,
        [user.userId, seconds],
      );
    const expected = (await call('GET', '?limit=100')).body.self_checks.map(({ id }) => id);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { self_checks: SelfCheck[]; next_cursor: string | null } = (
        await call('GET', `?limit=2${cursor && `&cursor=${cursor}`}`)
      ).body;
      seen.push(...page.self_checks.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    expect(seen.length).toBeGreaterThan(3);
    expect(seen).toEqual(expected);
  });

  it.each([[{ work_ms: -1 }], [{ work_ms: 1_001 }], [{ work_ms: 1.5 }], [{ work_ms: '5' }], [{ unknown: 1 }]])(
    'refuse %j',
    async (body) => {
      expect((await call('POST', '', { body })).status).toBe(422);
    },
  );

  it.each(['?limit=0', '?limit=101', '?cursor=nonsense'])('refuse the list %s', async (query) => {
    expect((await call('GET', query)).status).toBe(422);
  });
});
