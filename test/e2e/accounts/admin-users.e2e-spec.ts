import { randomBytes, randomUUID } from 'node:crypto';
import { OPERATORS } from '@app/auth';
import { signUp, type TestAccount } from '../../support/harness/test-account';
import { startTestInstallation, type TestInstallation } from '../../support/harness/test-installation';
import { startWorkerProcess } from '../../support/harness/test-worker';
import { waitUntil } from '../../support/harness/wait-until';

const ADMIN_KEY = 'an operator key for tests, at least 32 characters';

interface Entry {
  action: string;
  actor_kind: string;
  actor_id: string | null;
  target_id: string;
  before: object | null;
  after: object | null;
  ip: string;
  request_id: string;
}

describe('administration of users', () => {
  let installation: TestInstallation;
  let { api, db, call } = {} as TestInstallation;
  let admin: TestAccount;
  let user: TestAccount;
  beforeAll(async () => {
    installation = await startTestInstallation({ env: { ADMIN_API_KEY: ADMIN_KEY } });
    ({ api, db, call } = installation);
    admin = await signUp(api.url, 'root@example.test');
    await db.query(`update users set role = 'admin' where id = $1`, [admin.userId]);
  });
  beforeEach(async () => {
    user = await signUp(api.url);
  });
  afterAll(() => installation?.close());

  const act = (path: string, body: object = {}, token = admin.accessToken) =>
    call<{ code: string; status: string; role: string }>('POST', `/api/admin/users/${path}`, { token, body });
  const me = async (token: string) => (await call('GET', '/api/auth/me', { token })).status;
  const entriesAbout = async (id: string) =>
    (await call<{ entries: Entry[] }>('GET', `/api/admin/audit-log?target_id=${id}`, { token: admin.accessToken })).body
      .entries;
  const brokenChains = async () => (await db.query('select * from broken_audit_chains()')).rows;

  it('finds users by part of the address or name, taking % literally', async () => {
    const search = async (q: string) =>
      (
        await call<{ users: { id: string }[] }>('GET', `/api/admin/users/search?q=${encodeURIComponent(q)}`, {
          token: admin.accessToken,
        })
      ).body.users.map(({ id }) => id);
    expect(await search(user.email.slice(0, 20).toUpperCase())).toEqual([user.userId]);
    expect(await search('%')).toEqual([]);
    expect(await search('_')).toEqual([]);
    await db.query('update users set name = $2 where id = $1', [user.userId, 'İpek ΓΙΑΝΝΗΣ']);
    expect([await search('İpek'), await search('γιαννης')]).toEqual([[user.userId], [user.userId]]);
    const detail = await call<Record<string, unknown>>('GET', `/api/admin/users/${user.userId}`, {
      token: admin.accessToken,
    });
    expect(detail.body).toMatchObject({
      id: user.userId,
      live_sessions: 1,
      live_api_keys: 0,
      totp_enabled: false,
      status: 'active',
    });
    expect(JSON.stringify(detail.body)).not.toMatch(/hash|argon/);
    expect((await call('GET', `/api/admin/users/${randomUUID()}`, { token: admin.accessToken })).status).toBe(404);
  });

  it('suspends and restores immediately, and records who, what, before, after and from where in the audit log', async () => {
    expect((await act(`${user.userId}/suspend`, { reason: 'spam' })).body.status).toBe('suspended');
    expect(await me(user.accessToken)).toBe(401);
    const login = () =>
      call<{ code: string }>('POST', '/api/auth/login', { body: { email: user.email, password: user.password } });
    expect((await login()).body.code).toBe('account_suspended');
    expect((await act(`${user.userId}/restore`)).body.status).toBe('active');
    expect((await login()).status).toBe(200);
    const [restored, suspended, ...rest] = await entriesAbout(user.userId);
    expect(restored?.action).toBe('user.restored');
    expect(suspended).toMatchObject({
      action: 'user.suspended',
      actor_kind: 'user',
      actor_id: admin.userId,
      actor_email: admin.email,
      target_email: user.email,
      before: { status: 'active' },
      after: { status: 'suspended', reason: 'spam' },
      ip: '127.0.0.1',
    });
    expect(suspended?.request_id).toMatch(/^[\w-]{8,64}$/);
    expect(rest).toEqual([]);
  });

  it('changes roles immediately', async () => {
    const search = () => call('GET', '/api/admin/users/search', { token: user.accessToken });
    expect((await search()).status).toBe(403);
    expect((await act('role', { user_id: user.userId, role: 'admin' })).body.role).toBe('admin');
    expect((await search()).status).toBe(200);
    expect((await act('role', { user_id: user.userId, role: 'user' })).body.role).toBe('user');
    expect((await search()).status).toBe(403);
    expect((await act('role', { user_id: user.userId, role: 'owner' })).status).toBe(422);
  });

  it('signs a user out everywhere and can require a new password', async () => {
    expect((await act(`${user.userId}/reset-sessions`)).status).toBe(200);
    expect(await me(user.accessToken)).toBe(401);
    expect((await act(`${user.userId}/reset-sessions`, { require_password_reset: true })).status).toBe(200);
    expect(
      (
        await call<{ code: string }>('POST', '/api/auth/login', {
          body: { email: user.email, password: user.password },
        })
      ).body.code,
    ).toBe('password_reset_required');
  });

  it('never loses the last administrator, even when two remove each other', async () => {
    expect((await act('role', { user_id: admin.userId, role: 'user' })).body.code).toBe('last_admin');
    expect((await act(`${admin.userId}/suspend`)).body.code).toBe('last_admin');
    await act('role', { user_id: user.userId, role: 'admin' });
    const [first, second] = await Promise.all([
      act('role', { user_id: user.userId, role: 'user' }),
      act('role', { user_id: admin.userId, role: 'user' }, user.accessToken),
    ]);
    expect([first.status, second.status]).toContain(200);
    const { rows } = await db.query(`select id from users where role = 'admin'`);
    expect(rows).toHaveLength(1);
    await db.query(`update users set role = case when id = $1 then 'admin' else 'user' end where id in ($1, $2)`, [
      admin.userId,
      user.userId,
    ]);
  });

  it('does not count an administrator whose account is being deleted', async () => {
    const ending = `update users set role = 'admin', deletion_due_at = now() + interval '1 day' where id = $1`;
    await db.query(ending, [user.userId]);
    expect((await act('role', { user_id: admin.userId, role: 'user' })).body.code).toBe('last_admin');
    expect((await act(`${admin.userId}/suspend`)).body.code).toBe('last_admin');
    const own = { token: admin.accessToken, body: { password: admin.password } };
    expect((await call<{ code: string }>('DELETE', '/api/account', own)).body.code).toBe('last_admin');
    expect((await act('role', { user_id: user.userId, role: 'user' })).status).toBe(200);
  });

  it('does not revive an erased account', async () => {
    await db.query(
      `update users set status = 'deleted', email = 'deleted+' || id || '@invalid', name = 'Deleted user', password_hash = null where id = $1`,
      [user.userId],
    );
    for (const [path, body] of [
      [`${user.userId}/restore`],
      [`${user.userId}/suspend`],
      [`${user.userId}/reset-sessions`],
      ['role', { user_id: user.userId, role: 'admin' }],
    ] as const)
      expect([path, (await act(path, body)).status]).toEqual([path, 404]);
    expect((await db.query('select status, role from users where id = $1', [user.userId])).rows).toEqual([
      { status: 'deleted', role: 'user' },
    ]);
    await db.query(`update users set status = 'active' where id = $1`, [user.userId]);
  });

  it('admits the machine key, which the audit log names as such', async () => {
    const answer = await call('POST', `/api/admin/users/${user.userId}/suspend`, {
      headers: { 'x-admin-key': ADMIN_KEY },
      body: {},
    });
    expect(answer.status).toBe(200);
    expect((await entriesAbout(user.userId))[0]).toMatchObject({
      actor_kind: 'machine',
      actor_id: null,
      actor_email: null,
      target_email: user.email,
    });
    expect(
      (
        await call('POST', `/api/admin/users/${user.userId}/suspend`, {
          headers: { 'x-admin-key': `${ADMIN_KEY} ` },
          body: {},
        })
      ).status,
    ).toBe(200);
    expect(
      (await call('POST', `/api/admin/users/${user.userId}/suspend`, { headers: { 'x-admin-key': 'wrong' }, body: {} }))
        .status,
    ).toBe(401);
  });

  it('starts maintenance by hand: reseals stored secrets with the newest key and reconciles stuck work, both in the audit log', async () => {
    await call('POST', '/api/auth/totp/setup', { token: user.accessToken, body: { password: user.password } });
    const version = async () =>
      (
        await db.query<{ version: string }>(
          `select split_part(secret, '.', 1) as version from totp_secrets where user_id = $1`,
          [user.userId],
        )
      ).rows[0]?.version;
    expect(await version()).toBe('v1');
    const start = (what: string, token = admin.accessToken) =>
      call<{ job_id: string; code: string }>('POST', `/api/admin/maintenance/${what}`, { token, body: {} });
    expect((await start('rotate-token-keys', user.accessToken)).status).toBe(403);
    const answers = [await start('rotate-token-keys'), await start('reconcile')];
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    const { entries } = (
      await call<{ entries: (Entry & { after: { job_id: string } })[] }>('GET', '/api/admin/audit-log?limit=2', {
        token: admin.accessToken,
      })
    ).body;
    expect(entries.map(({ action, actor_id, after }) => [action, actor_id, after.job_id])).toEqual([
      ['maintenance.reconciled', admin.userId, answers[1]?.body.job_id],
      ['maintenance.token_keys_rotated', admin.userId, answers[0]?.body.job_id],
    ]);
    const worker = await startWorkerProcess({
      databaseUrl: installation.database.url,
      env: {
        DATA_DIR: installation.outbox.dataDir,
        TOKEN_ENC_KEYS: `${process.env.TOKEN_ENC_KEYS},v2:${randomBytes(32).toString('base64')}`,
      },
    });
    try {
      await waitUntil(async () => (await version()) === 'v2');
      await waitUntil(async () => (await db.query(`select 1 from outbox where queue = 'light'`)).rowCount === 0);
    } finally {
      await worker.stop();
    }
  });

  it('sees the figures of the installation, each with its definition', async () => {
    const get = <T>(path: string, token = admin.accessToken) => call<T>('GET', `/api/admin/${path}`, { token });
    const count = async () => (await db.query<{ n: number }>('select count(*)::int as n from users')).rows[0]?.n;
    const overview = await get<Record<string, object>>('overview?days=7&tz=Europe/Berlin');
    expect(overview.body).toMatchObject({
      period: { time_zone: 'Europe/Berlin' },
      users: { total: await count(), new: await count(), admins: 1 },
      renders: { total: 0, by_status: [], success_rate: null },
      queue_health: { queues: [{ name: 'heavy' }, { name: 'io' }, { name: 'light' }] },
      provider_health: [],
    });
    const kpi = await get<Record<string, object>>('kpi/global');
    expect(kpi.body).toMatchObject({
      users: { total: await count(), paying: 0, conversion_rate: 0 },
      revenue: { currencies: [], subscriptions: 0, coverage: null },
      churn: { paying_at_start: 0, lost: 0, rate: null },
      plans: [{ tier: 'starter', users: await count() }],
      queue_health: { queues: [{ name: 'heavy' }, { name: 'io' }, { name: 'light' }], workers: expect.any(Number) },
    });
    for (const { body } of [overview, kpi]) {
      const defined = (body.definitions as unknown as { metric: string }[]).map(({ metric }) => metric.split('.')[0]);
      const figures = Object.keys(body).filter((name) => !['period', 'definitions'].includes(name));
      expect(new Set(defined)).toEqual(new Set(figures));
    }
    for (const path of ['overview', 'kpi/global', 'queues', 'jobs', 'audit-log/verification'])
      expect((await get(path, user.accessToken)).status).toBe(403);
  });

  it('keeps a log that cannot be changed, and detects any change', async () => {
    await Promise.all(Array.from({ length: 10 }, () => act(`${user.userId}/reset-sessions`)));
    await call('POST', '/api/keys', {
      token: (await signUp(api.url)).accessToken,
      body: { name: 'CI', scopes: ['render:read'] },
    });
    expect(await brokenChains()).toEqual([]);
    for (const change of [
      `update audit_log set action = 'user.restored'`,
      'delete from audit_log',
      'truncate audit_log',
    ])
      await expect(db.query(change)).rejects.toThrow(/insert-only/);

    const tamper = async (change: string) => {
      await db.query('begin');
      await db.query('alter table audit_log disable trigger audit_log_is_insert_only');
      await db.query(change);
      const broken = await brokenChains();
      await db.query('rollback');
      return broken.length;
    };
    expect(await tamper(`update audit_log set after = '{}' where seq = 2`)).toBeGreaterThan(0);
    expect(await tamper('delete from audit_log where seq = 3')).toBeGreaterThan(0);
    expect(await tamper('delete from audit_log where seq = (select max(seq) from audit_log)')).toBeGreaterThan(0);
    expect(await brokenChains()).toEqual([]);
    const verification = async (account = '') =>
      (await call('GET', `/api/admin/audit-log/verification${account}`, { token: admin.accessToken })).body;
    const entries = (
      await db.query<{ n: number }>(`select max(seq)::int as n from audit_log where chain = $1`, [OPERATORS])
    ).rows[0]?.n;
    expect(await verification()).toMatchObject({ entries, verified: entries, intact: true, broken_at: null });
    await db.query('alter table audit_log disable trigger audit_log_is_insert_only');
    await db.query(`update audit_log set after = '{}' where chain = $1 and seq = 2`, [OPERATORS]);
    expect(await verification()).toMatchObject({ intact: false, broken_at: 2 });
    expect(await verification(`?account_id=${user.userId}`)).toMatchObject({ intact: true });
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    const since = await call<{ entries: Entry[] }>('GET', `/api/admin/audit-log?from=${tomorrow}`, {
      token: admin.accessToken,
    });
    expect(since.body.entries).toEqual([]);
  });
});
