import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LinkVisitor } from '../../support/harness/link-visitor';
import { itInBrowser, withPage } from '../../support/harness/real-browser';
import { newPassword, signUp } from '../../support/harness/test-account';
import { startTestApi } from '../../support/harness/test-app';
import { startTestInstallation, type TestInstallation } from '../../support/harness/test-installation';
import { waitUntil } from '../../support/harness/wait-until';
import { grantTier } from '../../support/model/grant-tier';

/** The policy of a page: nothing inline, nothing from elsewhere, no frame around it. */
const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const MAIL_TEXTS = join(__dirname, '../../../apps/worker/src/account-mails');
const AS_BROWSER = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };

/** Paths that mails link to, read from their texts, and the one to which Stripe returns. */
const LINKED = [
  ...new Set(
    readdirSync(MAIL_TEXTS)
      .flatMap((file) => [...readFileSync(join(MAIL_TEXTS, file), 'utf8').matchAll(/\$\{frontendUrl\}(\/[a-z/-]+)/g)])
      .map(([, path = '']) => path),
  ),
  '/billing/success',
];

describe('pages', () => {
  let installation: TestInstallation;
  let { api, db, call, outbox } = {} as TestInstallation;
  beforeAll(async () => {
    installation = await startTestInstallation({ worker: true });
    ({ api, db, call, outbox } = installation);
  });
  afterAll(() => installation?.close());

  const addressIs = async (address: string) => {
    const { rows } = await db.query('select count(*)::int as accounts from users where email = $1', [address]);
    return (rows[0] as { accounts: number }).accounts === 1;
  };

  const open = async (path: string) => {
    const answer = await fetch(`${api.url}${path}`, AS_BROWSER);
    return { answer, html: await answer.text() };
  };

  it('say at / what runs here, with links that work, and the same for programs', async () => {
    const { answer, html } = await open('/');
    expect(answer.headers.get('content-security-policy')).toBe(STRICT);
    // A worker that has just started, or a check that was slow, makes the linked health page answer 503.
    await waitUntil(async () => (await fetch(`${api.url}/health`)).ok);
    const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, path = '']) => path);
    expect(links).toEqual(
      expect.arrayContaining(['/pages/page.css', '/app/', '/docs', '/openapi.json', '/health', '/admin/queues']),
    );
    const statuses = await Promise.all(
      links.map(async (path) => [path, (await fetch(`${api.url}${path}`)).status] as const),
    );
    // The queue page first requires a password; the health page has just answered.
    const others = statuses.filter(([path]) => path !== '/admin/queues' && path !== '/health');
    expect(others.filter(([, status]) => status !== 200)).toEqual([]);
    expect(await (await fetch(`${api.url}/`)).json()).toMatchObject({
      name: 'Reelway',
      documentation: expect.stringMatching(/^http:.*\/docs$/),
    });
  });

  it.each(LINKED)('answer %s with a page that runs nothing inline, or lead to the dashboard', async (path) => {
    const { answer, html } = await open(path);
    expect(answer.status).toBe(200);
    if (answer.redirected) return expect(new URL(answer.url).pathname).toMatch(/^\/app\/[a-z-]+$/);
    expect(answer.headers.get('content-security-policy')).toBe(STRICT);
    expect(html).not.toMatch(/<script|<style| style=| on[a-z]+=/);
  });

  itInBrowser('change an address by signing in, and undo the change from the old one', async () => {
    const { email, password, accessToken } = await signUp(api.url);
    const wanted = `wanted-${email}`;
    const asked = await call('POST', '/api/account/email', { token: accessToken, body: { email: wanted } });
    expect(asked.status).toBe(202);
    const link = `${api.url}/confirm-email#token=${await outbox.token(wanted, 'rw_email_')}`;
    const stranger = await signUp(api.url);
    await withPage(async (page) => {
      const visitor = new LinkVisitor(page);
      await visitor.open(link);
      await visitor.signIn(stranger);
      await visitor.click('Use the new address');
      await visitor.read('belongs to another account');
      await visitor.click('Use another account');
      await visitor.signIn({ email, password });
      await visitor.click('Use the new address');
      await visitor.read('Your account now uses the new email address.');
      expect(await addressIs(wanted)).toBe(true);
      await visitor.open(`${api.url}/undo-email-change#token=${await outbox.token(email, 'rw_undo_')}`);
      await visitor.click('Undo the change');
      await visitor.read('Your account has its former address back.');
      expect(visitor.faults).toEqual([]);
    });
    expect(await addressIs(email)).toBe(true);
  });

  itInBrowser('accept an invitation with an account and with a new one', async () => {
    const owner = await signUp(api.url);
    await grantTier(db, owner.userId);
    const guest = await signUp(api.url);
    const newcomer = { email: `person-${randomUUID()}@example.test`, password: newPassword() };
    await withPage(async (page) => {
      const visitor = new LinkVisitor(page);
      const invite = async (email: string) => {
        await visitor.open(`${api.url}/workspace`);
        await visitor.click('Invite a colleague');
        await page.getByLabel('Email address', { exact: true }).fill(email);
        await visitor.click('Send the invitation');
        await visitor.read(email);
        return `${api.url}/accept-invite#token=${await outbox.token(email, 'rw_invite_')}`;
      };
      await visitor.open(`${api.url}/app/security`);
      await visitor.signIn(owner);
      // The session of the sign-up is another device.
      await visitor.click('Sign out all others');
      await visitor.click('Sign them out');
      await waitUntil(async () => (await call('GET', '/api/auth/me', { token: owner.accessToken })).status === 401);
      const links = [await invite(guest.email), await invite(newcomer.email)] as const;
      await visitor.open(links[0]);
      await visitor.click('Use another account');
      await visitor.signIn(guest);
      await visitor.click('Join the workspace');
      await visitor.read('You have joined');
      await visitor.open(links[1]);
      await visitor.click('Use another account');
      await visitor.click('I have no account yet');
      await visitor.register(newcomer);
      await visitor.click('Join the workspace');
      await visitor.read('You have joined');
      await visitor.open(`${api.url}/workspace`);
      await page.getByText('3 of ', { exact: false }).waitFor();
      await visitor.look();
      expect(visitor.faults).toEqual([]);
    });
  });

  it('leave the links to the dashboard when it exists', async () => {
    const dashboard = 'https://app.example.test/"><b>';
    const other = await startTestApi({
      databaseUrl: installation.database.url,
      env: { FRONTEND_URL: dashboard, DATA_DIR: outbox.dataDir },
    });
    const html = await (await fetch(`${other.url}/`, AS_BROWSER)).text();
    const status = (await fetch(`${other.url}/verify-email`)).status;
    await other.close();
    expect(html).toContain('href="https://app.example.test/&quot;&gt;&lt;b&gt;"');
    expect(html).not.toContain('<b>');
    expect(status).toBe(404);
  });

  it('answer any port of localhost in development, and none elsewhere', async () => {
    const allowed = async (ENVIRONMENT: string, origin: string) => {
      const env = { ENVIRONMENT, FRONTEND_URL: 'https://app.example.test', DATA_DIR: outbox.dataDir };
      const other = await startTestApi({ databaseUrl: installation.database.url, env });
      const { headers } = await fetch(`${other.url}/health/live`, { headers: { origin } });
      await other.close();
      return headers.get('access-control-allow-origin');
    };
    expect(await allowed('development', 'http://localhost:5173')).toBe('http://localhost:5173');
    expect(await allowed('development', 'http://[::1]:5173')).toBe('http://[::1]:5173');
    expect(await allowed('development', 'http://localhost.evil.test:5173')).toBeNull();
    expect(await allowed('test', 'http://localhost:5173')).toBeNull();
    delete process.env.ENVIRONMENT;
  });
});
