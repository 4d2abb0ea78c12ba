import { randomUUID } from 'node:crypto';
import { signUp } from '../../support/harness/test-account';
import { installation } from '../../support/harness/test-installation';
import { appliesSoon } from '../../support/harness/wait-until';

interface Tokens {
  access_token: string;
  refresh_token: string;
}

describe('sign-in', () => {
  const instance = installation({ env: { RATE_LIMIT_MAX: '100000', TRUST_PROXY: '1' } });

  const login = (email: string, password: string, ip = '198.51.100.1') =>
    instance.call<Tokens & { code: string }>('POST', '/api/auth/login', {
      body: { email, password },
      headers: { 'x-forwarded-for': ip },
    });
  const refresh = (refresh_token: string) =>
    instance.call<Tokens & { code: string }>('POST', '/api/auth/refresh', { body: { refresh_token } });
  const me = (token: string) => instance.call<{ user: { email: string } }>('GET', '/api/auth/me', { token });

  it('signs up, reports the signed-in user, and signs out immediately', async () => {
    const email = `Ada.${randomUUID()}@Example.test`;
    const created = await instance.call<Tokens & { token_type: string; expires_in: number; user: object }>(
      'POST',
      '/api/auth/register',
      {
        body: { email, password: 'a long quiet sentence', name: 'Ada' },
      },
    );
    expect(created.status).toBe(201);
    expect(created.headers.get('cache-control')).toBe('no-store');
    expect(created.body).toMatchObject({
      token_type: 'bearer',
      expires_in: 900,
      user: { email: email.toLowerCase(), name: 'Ada', role: 'user', email_verified: false },
    });
    expect(JSON.stringify(created.body.user)).not.toMatch(/hash|argon/i);
    expect((await me(created.body.access_token)).body.user.email).toBe(email.toLowerCase());

    expect(
      (await instance.call('POST', '/api/auth/logout', { body: { refresh_token: created.body.refresh_token } })).status,
    ).toBe(204);
    expect((await me(created.body.access_token)).status).toBe(401);
    expect((await refresh(created.body.refresh_token)).body.code).toBe('refresh_token_invalid');
    expect((await instance.call('POST', '/api/auth/logout', { body: { refresh_token: 'anything' } })).status).toBe(204);
  });

  it('refuses a taken address and weak passwords', async () => {
    const { email } = await signUp(instance.api.url);
    const register = (body: object) =>
      instance.call<{ code: string; errors: { path: string; code: string }[] }>('POST', '/api/auth/register', {
        body: { name: 'Eve', password: 'a long quiet sentence', ...body },
      });
    expect((await register({ email: email.toUpperCase() })).body.code).toBe('email_taken');
    for (const password of [
      'password1234',
      'Passw0rd!!!!!',
      'aaaaaaaaaaaa',
      'qwertyqwerty',
      'abcdefghijklm',
      'eve.example99',
    ]) {
      const answer = await register({ email: 'eve.example@example.test', password });
      expect([password, answer.status, answer.body.errors?.[0]]).toEqual([
        password,
        422,
        expect.objectContaining({ path: 'password', code: 'password_too_weak' }),
      ]);
    }
    expect((await register({ email: 'x@example.test', role: 'admin' })).status).toBe(422);
  });

  it('gives the same answer for a wrong password and an unknown address', async () => {
    const { email } = await signUp(instance.api.url);
    const wrong = await login(email, 'not the password');
    const unknown = await login(`nobody-${randomUUID()}@example.test`, 'not the password', '198.51.101.1');
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect({ ...wrong.body, request_id: '' }).toEqual({ ...unknown.body, request_id: '' });
  });

  it('keeps one pair alive through 50 parallel refreshes of one token', async () => {
    const { refreshToken, userId } = await signUp(instance.api.url);
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(refreshToken)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map(({ body }) => body.refresh_token)).size).toBe(1);
    const next = await refresh(answers[0]?.body.refresh_token ?? '');
    expect(next.status).toBe(200);
    expect((await me(next.body.access_token)).status).toBe(200);
    const { rows } = await instance.db.query('select revoked_at from sessions where user_id = $1', [userId]);
    expect(rows).toEqual([{ revoked_at: null }]);
  });

  it('ends the session of a token that is reused, and no other', async () => {
    const { refreshToken, accessToken, email, password } = await signUp(instance.api.url);
    const other = await login(email, password);
    const second = await refresh(refreshToken);
    await instance.db.query(
      `update refresh_tokens set used_at = now() - interval '21 seconds' where used_at is not null`,
    );
    expect((await refresh(refreshToken)).status).toBe(401);
    expect((await me(accessToken)).status).toBe(401);
    expect((await refresh(second.body.refresh_token)).status).toBe(401);
    expect((await me(other.body.access_token)).status).toBe(200);
    expect((await refresh(other.body.refresh_token)).status).toBe(200);
  });

  it('treats a token whose successor was used as stolen, even within the grace period', async () => {
    const { refreshToken } = await signUp(instance.api.url);
    const second = await refresh(refreshToken);
    const third = await refresh(second.body.refresh_token);
    expect((await refresh(refreshToken)).status).toBe(401);
    expect((await refresh(third.body.refresh_token)).status).toBe(401);
  });

  it('lets no network try one address after the other at the registration', async () => {
    const { email } = await signUp(instance.api.url);
    const register = async (address: string) => {
      const body = { email: address, password: 'a sentence of somebody', name: 'Somebody' };
      const answer = await instance.call<{ code?: string }>('POST', '/api/auth/register', { body });
      return { code: answer.body.code, status: answer.status, wait: Number(answer.headers.get('retry-after')) };
    };
    expect(await register(email)).toMatchObject({ code: 'email_taken' });
    // Twenty are free; the thirtieth in a row costs minutes.
    await instance.db.query(`update sign_in_delays set failures = 29 where key like 'register:%'`);
    expect(await register(email)).toMatchObject({ code: 'email_taken' });
    const refused = await register(`free-${email}`);
    expect(refused).toMatchObject({ status: 429, code: 'too_many_registrations' });
    expect(refused.wait).toBeGreaterThan(60);
    await instance.db.query(`delete from sign_in_delays where key like 'register:%'`);
    expect((await register(`free-${email}`)).status).toBe(201);
  });

  it('lists devices, ends one, and ends all others', async () => {
    const first = await signUp(instance.api.url);
    const sessionsOf = async (token: string) =>
      (
        await instance.call<{
          sessions: { id: string; is_current: boolean; last_used_at: string; expires_at: string }[];
        }>('GET', '/api/auth/sessions', { token })
      ).body.sessions;
    const tokens = await Promise.all(
      [1, 2, 3].map(async () => (await login(first.email, first.password)).body.access_token),
    );
    const listed = await sessionsOf(first.accessToken);
    expect(listed).toHaveLength(4);
    expect(listed.filter(({ is_current }) => is_current)).toHaveLength(1);
    const days = listed.map(
      ({ last_used_at, expires_at }) => (Date.parse(expires_at) - Date.parse(last_used_at)) / 86_400_000,
    );
    expect(days).toEqual([30, 30, 30, 30]);

    const [other] = await sessionsOf(tokens[0] ?? '').then((all) => all.filter(({ is_current }) => is_current));
    const stranger = await signUp(instance.api.url);
    expect(
      (await instance.call('DELETE', `/api/auth/sessions/${other?.id}`, { token: stranger.accessToken })).status,
    ).toBe(404);
    expect(
      (await instance.call('DELETE', `/api/auth/sessions/${other?.id}`, { token: first.accessToken })).status,
    ).toBe(204);
    expect((await me(tokens[0] ?? '')).status).toBe(401);
    expect((await instance.call('DELETE', '/api/auth/sessions', { token: first.accessToken })).status).toBe(204);
    expect((await me(tokens[1] ?? '')).status).toBe(401);
    expect((await me(first.accessToken)).status).toBe(200);
  });

  it('slows guesses from changing addresses, but not the owner at a known network', async () => {
    const { email, password } = await signUp(instance.api.url);
    expect((await login(email, password, '203.0.113.9')).status).toBe(200);
    for (let guess = 0; guess < 6; guess += 1)
      expect((await login(email, 'a wrong guess', `192.0.${guess}.1`)).status).toBe(401);
    // However slow this machine is, the delay is not over yet.
    await instance.db.query(
      `update sign_in_delays set blocked_until = blocked_until + interval '10 minutes' where key like 'password:%:elsewhere'`,
    );
    const delayed = await login(email, password, '192.0.99.1');
    expect(delayed.status).toBe(429);
    expect(Number(delayed.headers.get('retry-after'))).toBeGreaterThan(590);
    expect((await login(email, password, '203.0.113.77')).status).toBe(200);
  });

  it("admits only an account's free attempts when they come concurrently", async () => {
    const { email } = await signUp(instance.api.url);
    const since = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => login(email, 'a wrong guess', `192.1.${index}.1`)),
    );
    // The delays of 1, 2, 4 … seconds that may have run out meanwhile let one more through each.
    const runOut = Math.floor(Math.log2((performance.now() - since) / 1_000 + 1));
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(6 + runOut);
    expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true);
  });

  it('applies suspension, a required reset and a new role to signed-in people immediately', async () => {
    const { userId, accessToken, refreshToken } = await signUp(instance.api.url);
    expect((await me(accessToken)).status).toBe(200);
    await instance.db.query(`update users set status = 'suspended' where id = $1`, [userId]);
    await appliesSoon(async () => (await me(accessToken)).status === 403);
    expect((await refresh(refreshToken)).body.code).toBe('account_suspended');
    await instance.db.query(`update users set status = 'active', must_reset_password = true where id = $1`, [userId]);
    await appliesSoon(
      async () => ((await me(accessToken)).body as unknown as { code: string }).code === 'password_reset_required',
    );
  });
});
