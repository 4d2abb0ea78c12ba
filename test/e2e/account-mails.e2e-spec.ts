import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { httpClient } from '../support/http-client';
import { MailOutbox } from '../support/mail-outbox';
import { signUp } from '../support/test-account';
import { startTestApi, type TestApi } from '../support/test-app';
import { createTestDatabase, type TestDatabase } from '../support/test-database';
import { startWorkerProcess, type TestWorker } from '../support/test-worker';

const NEW_PASSWORD = 'another quiet sentence';

describe('mails about an account', () => {
  const outbox = new MailOutbox();
  let database: TestDatabase;
  let api: TestApi;
  let worker: TestWorker;
  let db: Client;
  let call: ReturnType<typeof httpClient>;
  beforeAll(async () => {
    database = await createTestDatabase();
    const env = { DATA_DIR: outbox.dataDir, FRONTEND_URL: 'https://app.example.test' };
    api = await startTestApi({ databaseUrl: database.url, env: { ...env, RATE_LIMIT_MAX: '100000', TRUST_PROXY: '1' } });
    worker = await startWorkerProcess({ databaseUrl: database.url, env });
    db = new Client({ connectionString: database.url });
    await db.connect();
    call = httpClient(api.url);
  });
  afterAll(async () => {
    await worker?.stop();
    await api?.close();
    await db?.end();
    await database.drop();
    outbox.remove();
  });

  const login = (email: string, password: string, ip = '198.51.100.1') =>
    call('POST', '/api/auth/login', { body: { email, password }, headers: { 'x-forwarded-for': ip } });
  const me = (token: string) => call<{ user: { email_verified: boolean } }>('GET', '/api/auth/me', { token });
  const allowAnotherMail = (email: string) => db.query(`update account_tokens set created_at = created_at - interval '2 minutes' where email = $1`, [email]);

  it('verify the address, once', async () => {
    const { email, accessToken } = await signUp(api.url);
    const token = await outbox.token(email, 'rw_verify_');
    expect(await outbox.mail(email, /https:\/\/app\.example\.test\/verify-email#token=/)).toContain('Subject: Confirm your e-mail address');
    expect((await me(accessToken)).body.user.email_verified).toBe(false);
    const verify = () => call<{ code: string }>('POST', '/api/auth/verify-email', { body: { token } });
    expect((await verify()).status).toBe(204);
    expect((await me(accessToken)).body.user.email_verified).toBe(true);
    expect((await verify()).body.code).toBe('link_invalid');
  });

  it('void the first token when a second one is asked for', async () => {
    const { email } = await signUp(api.url);
    const first = await outbox.token(email, 'rw_verify_');
    await allowAnotherMail(email);
    expect((await call('POST', '/api/auth/verify-email/resend', { body: { email } })).status).toBe(204);
    const second = await outbox.token(email, 'rw_verify_', first);
    expect((await call('POST', '/api/auth/verify-email', { body: { token: first } })).status).toBe(422);
    expect((await call('POST', '/api/auth/verify-email', { body: { token: second } })).status).toBe(204);
  });

  it('reset the password: every device signed out, the delay of the account lifted, the owner told', async () => {
    const { email, password, accessToken, refreshToken } = await signUp(api.url);
    for (let guess = 0; guess < 8; guess += 1) await login(email, 'a wrong guess', `192.2.${guess}.1`);
    expect((await login(email, password, '192.2.99.1')).status).toBe(429);

    expect((await call('POST', '/api/auth/password-reset', { body: { email: email.toUpperCase() } })).status).toBe(202);
    const token = await outbox.token(email, 'rw_reset_');
    const confirm = (new_password: string) => call<{ code: string }>('POST', '/api/auth/password-reset/confirm', { body: { token, new_password } });
    expect((await confirm('password1234')).body.code).toBe('invalid_input');
    const confirmations = await Promise.all([confirm(NEW_PASSWORD), confirm(NEW_PASSWORD), confirm(NEW_PASSWORD)]);
    expect(confirmations.map(({ status }) => status).sort((a, b) => a - b)).toEqual([204, 422, 422]);

    expect((await me(accessToken)).status).toBe(401);
    expect((await call('POST', '/api/auth/refresh', { body: { refresh_token: refreshToken } })).status).toBe(401);
    expect((await login(email, password, '192.2.98.1')).status).toBe(401);
    expect((await login(email, NEW_PASSWORD, '192.2.99.1')).status).toBe(200);
    await outbox.mail(email, /Subject: Your password was changed/);
  });

  it('do not use a verification token as a reset token', async () => {
    const { email } = await signUp(api.url);
    const token = await outbox.token(email, 'rw_verify_');
    expect((await call('POST', '/api/auth/password-reset/confirm', { body: { token, new_password: NEW_PASSWORD } })).status).toBe(422);
    await db.query(`update account_tokens set created_at = now() - interval '2 days', expires_at = now() - interval '1 day' where email = $1`, [email]);
    expect((await call('POST', '/api/auth/verify-email', { body: { token } })).status).toBe(422);
  });

  it('answer the same for an address without an account, and send nothing', async () => {
    const stranger = `nobody-${randomUUID()}@example.test`;
    const { email } = await signUp(api.url);
    const [known, unknown] = await Promise.all([email, stranger].map((address) => call('POST', '/api/auth/password-reset', { body: { email: address } })));
    expect([known?.status, known?.body]).toEqual([unknown?.status, unknown?.body]);
    await outbox.token(email, 'rw_reset_');
    expect(outbox.to(stranger)).toEqual([]);
  });

  it('tell the owner about a sign-in from a new place, and only then', async () => {
    const { email, password } = await signUp(api.url);
    await login(email, password, '203.0.113.5');
    const mail = await outbox.mail(email, /Subject: New sign-in/);
    expect(mail).toContain('203.0.113.5');
    await login(email, password, '203.0.113.6');
    await call('POST', '/api/auth/password-reset', { body: { email } });
    await outbox.token(email, 'rw_reset_');
    expect(outbox.to(email).filter((text) => /New sign-in/.test(text))).toHaveLength(1);
  });

  it('tell the owner when an old refresh token comes back', async () => {
    const { email, refreshToken } = await signUp(api.url);
    const refresh = (refresh_token: string) => call<{ refresh_token: string }>('POST', '/api/auth/refresh', { body: { refresh_token } });
    const second = await refresh(refreshToken);
    await refresh(second.body.refresh_token);
    expect((await refresh(refreshToken)).status).toBe(401);
    await outbox.mail(email, /Subject: A device was signed out/);
  });

  it('leave no token in the database or the queue', async () => {
    const { email } = await signUp(api.url);
    const token = await outbox.token(email, 'rw_verify_');
    const { rows } = await db.query<{ name: string }>(
      `select table_schema || '.' || table_name as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
    );
    for (const { name } of rows) {
      const found = await db.query(`select 1 from ${name} t where to_jsonb(t)::text like '%' || $1 || '%'`, [token.slice(-43)]);
      expect([name, found.rowCount]).toEqual([name, 0]);
    }
  });
});
