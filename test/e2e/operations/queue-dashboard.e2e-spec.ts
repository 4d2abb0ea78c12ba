import { Secret, TOTP } from 'otpauth';
import { SelfCheckClient } from '../../support/harness/self-check-client';
import { signUp, type TestAccount } from '../../support/harness/test-account';
import { installation } from '../../support/harness/test-installation';
import { waitUntil } from '../../support/harness/wait-until';
import { httpClient } from '../../support/servers/http-client';
import { jobQueueBackends } from '../../support/servers/job-queue-backends';
import { sendRaw } from '../../support/servers/raw-http';

const bearer = ({ accessToken }: TestAccount) => `Bearer ${accessToken}`;
const ADMIN_KEY = 'an operator key for tests, at least 32 characters';

describe.each(jobQueueBackends)('the queue dashboard on $name', (backend) => {
  const instance = installation({ worker: true, env: { ADMIN_API_KEY: ADMIN_KEY, ...backend.env() } });
  let admin: TestAccount;
  let user: TestAccount;
  const open = (path = '', authorization?: string, method = 'GET') =>
    fetch(`${instance.api.url}/admin/queues${path}`, {
      method,
      headers: { ...(authorization && { authorization }) },
      redirect: 'manual',
    });

  beforeAll(async () => {
    [admin, user] = [await signUp(instance.api.url), await signUp(instance.api.url)];
    await instance.db.query(`update users set role = 'admin' where id = '${admin.userId}'`);
  });

  const signIn = (fields: Record<string, string>) =>
    fetch(`${instance.api.url}/admin/sign-in`, {
      method: 'POST',
      body: new URLSearchParams({ next: '/admin/queues', ...fields }),
      redirect: 'manual',
    });

  it('sends a browser to the sign-in page, and admits only administrators', async () => {
    const stranger = await open();
    expect([stranger.status, stranger.headers.get('content-type')]).toEqual([
      401,
      expect.stringContaining('application/problem+json'),
    ]);
    const browser = await fetch(`${instance.api.url}/admin/queues`, {
      headers: { accept: 'text/html' },
      redirect: 'manual',
    });
    expect([browser.status, browser.headers.get('location')]).toEqual([303, '/admin/sign-in?next=/admin/queues']);
    const form = await (await fetch(`${instance.api.url}/admin/sign-in?next=//evil.example`)).text();
    expect(form).toContain('value="/admin/queues"');
    expect((await open('', bearer(user))).status).toBe(403);
    expect((await open('', `Basic ${Buffer.from(`${admin.email}:${admin.password}`).toString('base64')}`)).status).toBe(
      401,
    );
    const page = await open('', bearer(admin));
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
  });

  it('accepts the session of the sign-in page, with the second factor of an account that has one', async () => {
    const second = await signUp(instance.api.url);
    await instance.db.query(`update users set role = 'admin' where id = '${second.userId}'`);
    const { email, password } = second;
    expect((await signIn({ email, password: 'wrong password' })).status).toBe(401);
    expect((await signIn({ email: user.email, password: user.password })).status).toBe(403);
    const call = httpClient(instance.api.url);
    const token = second.accessToken;
    const setup = await call<{ secret: string }>('POST', '/api/auth/totp/setup', { token, body: { password } });
    const totp = new TOTP({ secret: Secret.fromBase32(setup.body.secret) }).generate();
    await call('POST', '/api/auth/totp/enable', { token, body: { totp } });
    await instance.db.query('update totp_secrets set last_step = 0');
    const withoutCode = await signIn({ email, password });
    expect([withoutCode.status, withoutCode.headers.getSetCookie()]).toEqual([401, []]);
    const signedIn = await signIn({ email, password, totp });
    expect([signedIn.status, signedIn.headers.get('location')]).toEqual([303, '/admin/queues']);
    const cookie = signedIn.headers.getSetCookie().find((text) => text.startsWith('rw_admin='));
    expect(cookie).toMatch(/; Max-Age=900; Path=\/; HttpOnly; SameSite=Strict$/);
    const board = () =>
      fetch(`${instance.api.url}/admin/queues`, { headers: { cookie: cookie?.split(';', 1)[0] ?? '' } });
    expect((await board()).status).toBe(200);
    await call('DELETE', '/api/auth/sessions', { token });
    await waitUntil(async () => (await board()).status === 401);
  });

  it('protects every path below it, files and API alike', async () => {
    const html = await (await open('', bearer(admin))).text();
    const script = /src="[^"]*?(static\/[^"]+\.js)"/.exec(html)?.[1];
    expect(script).toBeDefined();
    for (const path of [`/${script}`, '/api/queues', '/queue/light']) {
      expect((await open(path)).status).toBe(401);
      expect((await open(path, bearer(admin))).status).toBe(200);
    }
  });

  it('answers paths with steps up like every other path', async () => {
    for (const path of ['static/../', 'static/%2e%2e/', 'static/..%2f']) {
      const lines = [`GET /admin/queues/${path} HTTP/1.1`, 'Host: x', 'Connection: close'];
      const credential = `Authorization: ${bearer(admin)}`;
      const { status, body } = await sendRaw(instance.api.url, `${[...lines, credential].join('\r\n')}\r\n\r\n`);
      expect([path, status, (JSON.parse(body) as { code: string }).code]).toEqual([path, 404, 'not_found']);
    }
  });

  it('loads nothing from another site', async () => {
    const page = await open('', bearer(admin));
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'self'; (?!.*https:)/);
    const html = await page.text();
    expect(html).toContain('static/css/');
    expect(html.match(/(?:href|src)="(?:https?:)?\/\/[^"]*"/g)).toBeNull();
  });

  it('shows the queues with their jobs', async () => {
    const checks = new SelfCheckClient(instance.api.url, instance.database.url);
    const id = await checks.start(0);
    await checks.allFinished();
    const queue = await waitUntil(async () => {
      const answer = await open('/api/queues?activeQueue=heavy&status=completed&page=1&jobsPerPage=10', bearer(admin));
      const { queues } = (await answer.json()) as {
        queues: { name: string; readOnlyMode: boolean; jobs: { name: string; data: unknown }[] }[];
      };
      const found = queues.find(({ name }) => name === 'heavy');
      return found?.jobs.length ? found : undefined;
    });
    expect(queue.readOnlyMode).toBe(true);
    expect(queue.jobs).toMatchObject([{ name: 'self_check.run', data: { payload: { selfCheckId: id } } }]);
  });

  it('says how long a delayed sign-in has to wait', async () => {
    const wrong = { email: 'nobody@example.test', password: 'not the password' };
    expect((await signIn(wrong)).status).toBe(401);
    await instance.db.query(
      `update sign_in_delays set blocked_until = now() + interval '10 minutes' where key like 'password:%'`,
    );
    const delayed = await signIn(wrong);
    expect([delayed.status, Number(delayed.headers.get('retry-after')) > 60]).toEqual([429, true]);
    await instance.db.query(`delete from sign_in_delays where key like 'password:%'`);
  });

  it('changes nothing', async () => {
    for (const [method, path] of [
      ['PUT', '/api/queues/light/pause'],
      ['PUT', '/api/queues/heavy/clean/completed'],
      ['POST', '/api/queues/heavy/add'],
    ] as const) {
      const answer = await open(path, bearer(admin), method);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([405, 'method_not_allowed']);
    }
  });

  it('counts wrong keys like any credential, and locks nobody out because of them', async () => {
    const withKey = (key: string) => fetch(`${instance.api.url}/admin/queues`, { headers: { 'x-admin-key': key } });
    // A Redis that a busy machine silences for a moment is replaced by a budget of the process itself.
    const most = 120 * (backend.name === 'redis' ? 2 : 1);
    const statuses: number[] = [];
    // Fewer at once than one address may have connections.
    for (let rest = most + 30; rest > 0; rest -= 135) {
      const guesses = Array.from({ length: Math.min(rest, 135) }, (_, index) => withKey(`guess ${rest - index}`));
      for (const { status } of await Promise.all(guesses)) statuses.push(status);
    }
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(most);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(30);
    expect((await withKey(ADMIN_KEY)).status).toBe(200);
    expect((await open('', bearer(admin))).status).toBe(200);
  });
});
