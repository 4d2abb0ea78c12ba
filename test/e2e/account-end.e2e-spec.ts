import { AccountDeletion, AuthUpkeep } from '@app/auth';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { httpClient } from '../support/http-client';
import { signUp, type TestAccount } from '../support/test-account';
import { startTestApi, type TestApi } from '../support/test-app';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

describe('the end of an account', () => {
  let database: TestDatabase;
  let api: TestApi;
  let db: Client;
  let user: TestAccount;
  let call: ReturnType<typeof httpClient>;
  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startTestApi({ databaseUrl: database.url, env: { RATE_LIMIT_MAX: '100000' } });
    db = new Client({ connectionString: database.url });
    await db.connect();
    call = httpClient(api.url);
  });
  beforeEach(async () => {
    user = await signUp(api.url);
  });
  afterAll(async () => {
    await api?.close();
    await db?.end();
    await database.drop();
  });

  const remove = (body: object = { password: user.password }) =>
    call<{ deletes_at: string; code: string }>('DELETE', '/api/account', { token: user.accessToken, body });
  const login = () => call<{ code: string }>('POST', '/api/auth/login', { body: { email: user.email, password: user.password } });
  const inTransaction = (work: (dataSource: DataSource) => Promise<number>) => work(api.app.get(DataSource));
  const eraseDue = () => inTransaction((dataSource) => dataSource.transaction((manager) => api.app.get(AccountDeletion, { strict: false }).eraseDue(manager)));
  const makeKey = async () =>
    (await call<{ key: string }>('POST', '/api/keys', { token: user.accessToken, body: { name: 'CI', scopes: ['render:read'] } })).body.key;

  it('exports what is stored, without secrets', async () => {
    const key = await makeKey();
    const { body, headers } = await call<Record<string, Record<string, unknown>[]>>('GET', '/api/account/export', { token: user.accessToken });
    expect(headers.get('content-disposition')).toContain('attachment');
    expect(body).toMatchObject({
      profile: [{ email: user.email }],
      sessions: [{ ip: '127.0.0.1' }],
      api_keys: [{ name: 'CI' }],
      workspaces: [{ role: 'owner' }],
      audit_log: [{ action: 'api_key.created' }],
    });
    for (const secret of [key.slice(14), 'argon2', 'hash']) expect(JSON.stringify(body)).not.toContain(secret);
    expect((await call('GET', '/api/account/export', { headers: { 'x-api-key': key } })).status).toBe(403);
  });

  it('needs the password, stops everything at once, and is called off by signing in', async () => {
    const key = await makeKey();
    expect((await remove({ password: 'not the password' })).body.code).toBe('invalid_credentials');
    const { status, body } = await remove();
    expect(status).toBe(202);
    expect(new Date(body.deletes_at).getTime() - Date.now()).toBeGreaterThan(6 * 86_400_000);
    expect((await call('GET', '/api/auth/me', { token: user.accessToken })).status).toBe(401);
    const keyAnswer = await call<{ code: string }>('GET', '/api/auth/me', { headers: { 'x-api-key': key } });
    expect([keyAnswer.status, keyAnswer.body.code]).toEqual([401, 'authentication_required']);

    expect((await login()).status).toBe(200);
    expect(await eraseDue()).toBe(0);
    expect((await call('GET', '/api/auth/me', { headers: { 'x-api-key': key } })).status).toBe(403);
  });

  it('erases the person everywhere when the grace is over, and keeps a number', async () => {
    await makeKey();
    await remove();
    await db.query(`update users set deletion_due_at = now() - interval '1 second' where id = $1`, [user.userId]);
    expect(await eraseDue()).toBe(1);
    const { rows } = await db.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'outbox'`,
    );
    for (const { name } of rows) {
      const found = await db.query(`select 1 from ${name} t where to_jsonb(t)::text ilike '%' || $1 || '%'`, [user.email]);
      expect([name, found.rowCount]).toEqual([name, 0]);
    }
    expect((await db.query('select status, name from users where id = $1', [user.userId])).rows).toEqual([{ status: 'deleted', name: 'Deleted user' }]);
    expect((await db.query('select * from broken_audit_chains()')).rows).toEqual([]);
    expect((await login()).body.code).toBe('invalid_credentials');
    expect((await call('POST', '/api/auth/register', { body: { email: user.email, password: user.password, name: 'Again' } })).status).toBe(201);
  });

  it('keeps the last administrator', async () => {
    await db.query(`update users set role = 'admin' where id = $1`, [user.userId]);
    expect((await remove()).body.code).toBe('last_admin');
    await db.query(`update users set role = 'user' where id = $1`, [user.userId]);
  });

  it('forgets what is kept about sign-ins for a limited time, and nothing else', async () => {
    const other = await signUp(api.url);
    await db.query(`update sessions set revoked_at = now() - interval '31 days', revoked_reason = 'signed_out' where user_id = $1`, [user.userId]);
    await db.query(
      `insert into sign_in_delays (key, failures, last_failure_at) values ('account:old', 3, now() - interval '2 days'), ('account:new', 3, now())`,
    );
    const purge = () => inTransaction((dataSource) => dataSource.transaction((manager) => api.app.get(AuthUpkeep, { strict: false }).purge(manager)));
    expect(await purge()).toBe(2);
    expect(await purge()).toBe(0);
    expect((await call('GET', '/api/auth/me', { token: other.accessToken })).status).toBe(200);
  });
});
