import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { newPassword } from '../../support/harness/test-account';
import { installation } from '../../support/harness/test-installation';

interface Answer {
  access_token: string;
  code: string;
  user: { email: string };
}

/** Pages of another site, of another port of this machine, and of an unknown origin. */
const STRANGERS = ['https://evil.example', 'http://127.0.0.1:1', 'null'];

describe('sessions of browsers', () => {
  const instance = installation({
    env: { FRONTEND_URL: 'https://app.example.com', ALLOWED_ORIGINS: 'https://tools.example.com' },
  });

  const send = (action: string, { cookie, body, headers }: { cookie?: string; body?: object; headers?: object } = {}) =>
    instance.call<Answer>('POST', `/api/auth/browser/${action}`, {
      body,
      headers: {
        origin: instance.api.url,
        'x-requested-with': 'reelway',
        ...(cookie && { cookie }),
        ...(headers as Record<string, string>),
      },
    });
  const sessionCookie = ({ headers }: { headers: Headers }) =>
    headers.getSetCookie().find((cookie) => cookie.startsWith('rw_session=')) ?? '';
  const pairOf = (answer: { headers: Headers }) => sessionCookie(answer).split(';', 1)[0] ?? '';
  const person = () => ({ email: `${randomUUID()}@example.test`, password: newPassword(), name: 'Ada' });
  const me = (token: string) => instance.call('GET', '/api/auth/me', { token });

  it('keep the refresh token in a cookie that scripts and other sites cannot use', async () => {
    const { name, ...credentials } = person();
    const registered = await send('register', { body: { name, ...credentials } });
    const signedIn = await send('login', { body: credentials });
    expect([registered.status, signedIn.status]).toEqual([201, 200]);
    for (const answer of [registered, signedIn]) {
      expect(Object.keys(answer.body).sort()).toEqual(['access_token', 'expires_in', 'token_type', 'user']);
      expect(sessionCookie(answer)).toMatch(
        /^rw_session=\S+; Max-Age=2592000; Path=\/api\/auth\/browser; HttpOnly; SameSite=Strict$/,
      );
      expect(JSON.stringify(answer.body)).not.toContain(pairOf(answer).slice('rw_session='.length));
      expect((await me(answer.body.access_token)).status).toBe(200);
    }
  });

  it('continue with the cookie, whose token works once', async () => {
    const first = await send('register', { body: person() });
    const second = await send('refresh', { cookie: `other=1; ${pairOf(first)}` });
    expect(second.status).toBe(200);
    expect((await me(second.body.access_token)).status).toBe(200);
    expect(pairOf(second)).not.toBe(pairOf(first));
    const third = await send('refresh', { cookie: pairOf(second) });
    expect(third.status).toBe(200);
    const reused = await send('refresh', { cookie: pairOf(first) });
    expect(reused).toMatchObject({ status: 401, body: { code: 'refresh_token_invalid' } });
    expect((await send('refresh', { cookie: pairOf(third) })).status).toBe(401);
    expect((await me(third.body.access_token)).status).toBe(401);
  });

  it('end with the sign-out, which removes the cookie', async () => {
    const signedIn = await send('register', { body: person() });
    const ended = await send('logout', { cookie: pairOf(signedIn) });
    expect(ended.status).toBe(204);
    expect(sessionCookie(ended)).toMatch(/^rw_session=; Max-Age=0; Path=\/api\/auth\/browser;/);
    expect((await me(signedIn.body.access_token)).status).toBe(401);
    expect((await send('refresh', { cookie: pairOf(signedIn) })).status).toBe(401);
    expect((await send('refresh')).status).toBe(401);
    expect((await send('logout')).status).toBe(204);
  });

  it.each(['login', 'register', 'refresh', 'logout'])(
    'refuse %s from other pages, and change nothing',
    async (action) => {
      const account = person();
      const signedIn = await send('register', { body: account });
      const call = {
        cookie: pairOf(signedIn),
        body: action === 'register' ? person() : action === 'login' ? { ...account, name: undefined } : undefined,
      };
      const refused = [
        ...(await Promise.all(STRANGERS.map((origin) => send(action, { ...call, headers: { origin } })))),
        // A form on another site can neither set a header nor hide its origin.
        await send(action, { ...call, headers: { 'x-requested-with': '' } }),
        await instance.call<Answer>('POST', `/api/auth/browser/${action}`, {
          body: call.body,
          headers: { cookie: call.cookie, 'x-requested-with': 'reelway' },
        }),
      ];
      expect(refused.map(({ status, body }) => [status, body.code])).toEqual(refused.map(() => [403, 'access_denied']));
      expect(refused.map(sessionCookie).join('')).toBe('');
      expect((await me(signedIn.body.access_token)).status).toBe(200);
      expect((await send('refresh', { cookie: call.cookie })).status).toBe(200);
    },
  );

  it('accept the page of the configured address, but no other name that the request itself gives to this server', async () => {
    const logoutFrom = (origin: string, host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = { origin, host, 'x-requested-with': 'reelway' };
        request(`${instance.api.url}/api/auth/browser/logout`, { method: 'POST', headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on('error', reject)
          .end();
      });
    expect(await logoutFrom('https://app.example.com', 'api.example.com')).toBe(204);
    expect(await logoutFrom('https://tools.example.com', 'api.example.com')).toBe(204);
    expect(await logoutFrom('http://evil.example', 'evil.example')).toBe(403);
    expect(await logoutFrom('http://evil.example', '127.0.0.1')).toBe(403);
  });

  it('accept the page under any name of this server, such as localhost', async () => {
    const origin = instance.api.url.replace('127.0.0.1', 'localhost');
    const answer = await fetch(`${origin}/api/auth/browser/logout`, {
      method: 'POST',
      headers: { origin, 'x-requested-with': 'reelway' },
    }).catch(() => undefined);
    // Machines without a name for 127.0.0.1 cannot answer.
    expect([204, undefined]).toContain(answer?.status);
  });
});
