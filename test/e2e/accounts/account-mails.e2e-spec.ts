import { randomUUID } from 'node:crypto';
import { signUp, signUpConfirmed } from '../../support/harness/test-account';
import { TestBrowser } from '../../support/harness/test-browser';
import { startTestInstallation, type TestInstallation } from '../../support/harness/test-installation';
import { waitUntil } from '../../support/harness/wait-until';

const NEW_PASSWORD = 'another quiet sentence';

describe('mails about an account', () => {
  let installation: TestInstallation;
  let { api, db, call, outbox } = {} as TestInstallation;
  beforeAll(async () => {
    installation = await startTestInstallation({
      worker: true,
      env: { FRONTEND_URL: 'https://app.example.test', TRUST_PROXY: '1' },
    });
    ({ api, db, call, outbox } = installation);
  });
  afterAll(() => installation?.close());

  const login = (email: string, password: string, ip = '198.51.100.1') =>
    call('POST', '/api/auth/login', { body: { email, password }, headers: { 'x-forwarded-for': ip } });
  const me = (token: string) => call<{ user: { email_verified: boolean } }>('GET', '/api/auth/me', { token });
  const allowAnotherMail = (email: string) =>
    db.query(`update account_tokens set created_at = created_at - interval '2 minutes' where email = $1`, [email]);

  it('verify the address, once', async () => {
    const { email, accessToken } = await signUp(api.url);
    const token = await outbox.token(email, 'rw_verify_');
    expect(await outbox.mail(email, /https:\/\/app\.example\.test\/verify-email#token=/)).toContain(
      'Subject: Confirm your email address',
    );
    expect((await me(accessToken)).body.user.email_verified).toBe(false);
    const verify = () =>
      call<{ code: string }>('POST', '/api/auth/verify-email', { body: { token }, token: accessToken });
    expect((await verify()).status).toBe(204);
    expect((await me(accessToken)).body.user.email_verified).toBe(true);
    expect((await verify()).body.code).toBe('link_invalid');
  });

  it('void the first token when a second one is requested', async () => {
    const { email, accessToken } = await signUp(api.url);
    const first = await outbox.token(email, 'rw_verify_');
    await allowAnotherMail(email);
    expect((await call('POST', '/api/auth/verify-email/resend', { body: { email } })).status).toBe(204);
    const second = await outbox.token(email, 'rw_verify_', first);
    expect((await call('POST', '/api/auth/verify-email', { token: accessToken, body: { token: first } })).status).toBe(
      422,
    );
    expect((await call('POST', '/api/auth/verify-email', { token: accessToken, body: { token: second } })).status).toBe(
      204,
    );
  });

  it('reset the password: every device signed out, the delay of the account lifted, the owner notified', async () => {
    const { email, password, accessToken, refreshToken } = await signUp(api.url);
    for (let guess = 0; guess < 6; guess += 1) await login(email, 'a wrong guess', `192.2.${guess}.1`);
    await db.query(`update sign_in_delays set blocked_until = blocked_until + interval '10 minutes'`);
    expect((await login(email, password, '192.2.99.1')).status).toBe(429);

    expect((await call('POST', '/api/auth/password-reset', { body: { email: email.toUpperCase() } })).status).toBe(202);
    const token = await outbox.token(email, 'rw_reset_');
    const confirm = (new_password: string) =>
      call<{ code: string }>('POST', '/api/auth/password-reset/confirm', { body: { token, new_password } });
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
    expect(
      (await call('POST', '/api/auth/password-reset/confirm', { body: { token, new_password: NEW_PASSWORD } })).status,
    ).toBe(422);
    await db.query(
      `update account_tokens set created_at = now() - interval '2 days', expires_at = now() - interval '1 day' where email = $1`,
      [email],
    );
    expect((await call('POST', '/api/auth/verify-email', { body: { token } })).status).toBe(422);
  });

  it('give the same answer for an address without an account, and send nothing', async () => {
    const stranger = `nobody-${randomUUID()}@example.test`;
    const { email } = await signUp(api.url);
    const [known, unknown] = await Promise.all(
      [email, stranger].map((address) => call('POST', '/api/auth/password-reset', { body: { email: address } })),
    );
    expect([known?.status, known?.body]).toEqual([unknown?.status, unknown?.body]);
    await outbox.token(email, 'rw_reset_');
    expect(outbox.to(stranger)).toEqual([]);
  });

  it('warn the owner of a sign-in from a new network, and only then', async () => {
    const { email, password } = await signUpConfirmed(api.url, db);
    await login(email, password, '203.0.113.5');
    const mail = await outbox.mail(email, /Subject: New sign-in/);
    expect(mail).toContain('203.0.113.5');
    await login(email, password, '203.0.113.6');
    await call('POST', '/api/auth/password-reset', { body: { email } });
    await outbox.token(email, 'rw_reset_');
    expect(outbox.to(email).filter((text) => /New sign-in/.test(text))).toHaveLength(1);
  });

  it('warn the owner of a sign-in to the administration, and no less after one that was refused there', async () => {
    const { email, password, userId } = await signUpConfirmed(api.url, db);
    const signInAsAdmin = (ip: string, cookie = '') =>
      fetch(`${api.url}/admin/sign-in`, {
        method: 'POST',
        headers: { 'x-forwarded-for': ip, cookie },
        body: new URLSearchParams({ email, password }),
        redirect: 'manual',
      });
    const warnings = () => outbox.to(email).filter((text) => /New sign-in/.test(text));
    expect((await signInAsAdmin('192.0.2.9')).status).toBe(403);
    await login(email, password, '192.0.2.8');
    await waitUntil(() => warnings().length === 1);

    await db.query(`update users set role = 'admin' where id = $1`, [userId]);
    const admitted = await signInAsAdmin('203.0.113.9');
    expect(admitted.status).toBe(303);
    await waitUntil(() => warnings().some((text) => text.includes('203.0.113.9')));

    const device = admitted.headers.getSetCookie().find((text) => text.startsWith('rw_device='));
    expect(device).toContain('; Path=/;');
    const value = device?.split(';', 1)[0];
    expect((await signInAsAdmin('198.51.99.9', `rw_device=of_an_earlier_version; ${value}`)).status).toBe(303);
    await call('POST', '/api/auth/password-reset', { body: { email } });
    await outbox.token(email, 'rw_reset_');
    expect(warnings()).toHaveLength(2);
  });

  it('tell the owner that an administrator removed the second factor, which signs out everywhere', async () => {
    const person = new TestBrowser(call, '198.51.100.5');
    const email = `lost-${randomUUID()}@example.test`;
    await person.register(email, NEW_PASSWORD);
    await db.query('update users set email_verified_at = now() where id = $1', [person.userId]);
    const admin = await signUp(api.url);
    await db.query(`update users set role = 'admin' where id = $1`, [admin.userId]);
    const remove = (token = admin.accessToken) =>
      call<{ code: string }>('POST', `/api/admin/users/${person.userId}/remove-two-factor`, {
        token,
        body: { reason: 'Lost the phone' },
      });
    expect((await remove()).body.code).toBe('totp_not_set_up');
    await person.enableTotp(NEW_PASSWORD);
    expect((await login(email, NEW_PASSWORD)).status).toBe(401);
    expect((await remove(person.accessToken)).status).toBe(403);
    expect((await remove()).status).toBe(200);
    expect((await me(person.accessToken)).status).toBe(401);
    expect((await login(email, NEW_PASSWORD)).status).toBe(200);
    await outbox.mail(email, /Subject: Two-factor authentication is off/);
    const { rows } = await db.query('select action, after from audit_log where target_id = $1', [person.userId]);
    expect(rows).toContainEqual({
      action: 'user.two_factor_removed',
      after: { sessions_ended: 1, reason: 'Lost the phone' },
    });
  });

  it('warn the owner when an old refresh token is reused', async () => {
    const { email, refreshToken } = await signUpConfirmed(api.url, db);
    const refresh = (refresh_token: string) =>
      call<{ refresh_token: string }>('POST', '/api/auth/refresh', { body: { refresh_token } });
    const second = await refresh(refreshToken);
    await refresh(second.body.refresh_token);
    expect((await refresh(refreshToken)).status).toBe(401);
    await outbox.mail(email, /Subject: We signed out one of your devices/);
  });

  it('change the password for a user who knows the old one: other devices signed out, the owner notified', async () => {
    const { email, password, accessToken } = await signUpConfirmed(api.url, db);
    const { body: other } = await call<{ access_token: string; refresh_token: string }>('POST', '/api/auth/login', {
      body: { email, password },
    });
    const change = (current_password: string, new_password: string) =>
      call<{ code: string }>('POST', '/api/auth/password', {
        token: accessToken,
        body: { current_password, new_password },
      });
    expect((await change('not the password', NEW_PASSWORD)).body.code).toBe('invalid_credentials');
    expect((await change(password, 'password1234')).body.code).toBe('invalid_input');
    expect((await change(password, password)).body.code).toBe('invalid_input');
    expect((await me(other.access_token)).status).toBe(200);
    expect((await change(password, NEW_PASSWORD)).status).toBe(204);
    expect([(await me(accessToken)).status, (await me(other.access_token)).status]).toEqual([200, 401]);
    expect((await call('POST', '/api/auth/refresh', { body: { refresh_token: other.refresh_token } })).status).toBe(
      401,
    );
    expect([(await login(email, password)).status, (await login(email, NEW_PASSWORD)).status]).toEqual([401, 200]);
    await outbox.mail(email, /Subject: Your password was changed/);
    const { rows } = await db.query(
      `select actor_id from audit_log where action = 'password.changed' and actor_id = (select id from users where email = $1)`,
      [email],
    );
    expect(rows).toHaveLength(1);
  });

  it('welcome a user who confirmed an address, with tokens, once', async () => {
    const { email, accessToken } = await signUp(api.url);
    const balance = async () =>
      (await call<{ tokens: { balance: number } }>('GET', '/api/auth/me', { token: accessToken })).body.tokens.balance;
    expect(await balance()).toBe(0);
    const token = await outbox.token(email, 'rw_verify_');
    await Promise.all(
      [1, 2, 3].map(() => call('POST', '/api/auth/verify-email', { body: { token }, token: accessToken })),
    );
    expect(await balance()).toBe(10);
    expect(await outbox.mail(email, /Subject: Welcome to Reelway/)).toContain('10 tokens');
    await call('POST', '/api/auth/password-reset', { body: { email } });
    const reset = await outbox.token(email, 'rw_reset_');
    expect(
      (await call('POST', '/api/auth/password-reset/confirm', { body: { token: reset, new_password: NEW_PASSWORD } }))
        .status,
    ).toBe(204);
    await outbox.mail(email, /Subject: Your password was changed/);
    const { rows } = await db.query(
      `select amount::float8 from token_grants where user_id = (select id from users where email = $1)`,
      [email],
    );
    expect(rows).toEqual([{ amount: 10_000_000 }]);
    expect(outbox.to(email).filter((mail) => /Subject: Welcome/.test(mail))).toHaveLength(1);
  });

  it('warn of keys that expire within a week, once, and of no others', async () => {
    const { email, userId, accessToken } = await signUpConfirmed(api.url, db);
    const make = async (name: string) =>
      (await call<{ id: string }>('POST', '/api/keys', { token: accessToken, body: { name, scopes: ['render:read'] } }))
        .body.id;
    const end = (id: string, inDays: number, madeDaysAgo: number) =>
      db.query(
        `update api_keys set created_at = now() - make_interval(days => $3), expires_at = now() + make_interval(days => $2) where id = $1`,
        [id, inDays, madeDaysAgo],
      );
    const ending = await make('Nightly build');
    await end(ending, 5, 60);
    await end(await make('Ends later'), 20, 60);
    await end(await make('Short by plan'), 2, 1);
    const revoked = await make('Revoked');
    await end(revoked, 5, 60);
    await call('DELETE', `/api/keys/${revoked}`, { token: accessToken });
    const purge = async () => {
      const id = `purge-${randomUUID()}`;
      await db.query(
        `insert into outbox (queue, name, job_id, payload, request_id, due_at) values ('light', 'system.hourly', $1, '{}', 'request-1', now())`,
        [id],
      );
    };
    await purge();
    expect(await outbox.mail(email, /Subject: One of your API keys expires soon/)).toContain('Nightly build');
    await purge();
    await call('POST', '/api/auth/password-reset', { body: { email } });
    await outbox.token(email, 'rw_reset_');
    await waitUntil(async () => (await db.query(`select 1 from outbox where name = 'system.hourly'`)).rowCount === 0);
    expect(outbox.to(email).filter((mail) => /expires soon/.test(mail))).toHaveLength(1);
    const { rows } = await db.query('select name from api_keys where user_id = $1 and expiry_warned_at is not null', [
      userId,
    ]);
    expect(rows).toEqual([{ name: 'Nightly build' }]);
  });

  it('leave no token in the database or the queue', async () => {
    const { email } = await signUp(api.url);
    const token = await outbox.token(email, 'rw_verify_');
    const { rows } = await db.query<{ name: string }>(
      `select table_schema || '.' || table_name as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
    );
    for (const { name } of rows) {
      const found = await db.query(`select 1 from ${name} t where to_jsonb(t)::text like '%' || $1 || '%'`, [
        token.slice(-43),
      ]);
      expect([name, found.rowCount]).toEqual([name, 0]);
    }
  });
});
