import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { TestBrowser } from '../../../support/harness/test-browser';
import { startTestInstallation, type TestInstallation } from '../../../support/harness/test-installation';
import { waitUntil } from '../../../support/harness/wait-until';

const PASSWORD = 'a sentence that the owner chose';

describe('a session without a recent sign-in', () => {
  let installation: TestInstallation;
  let { call, outbox, db } = {} as TestInstallation;
  let browser: TestBrowser;
  let email: string;
  beforeAll(async () => {
    installation = await startTestInstallation({ worker: true, env: { TRUST_PROXY: '1' } });
    ({ call, outbox, db } = installation);
  });
  beforeEach(async () => {
    browser = new TestBrowser(call, '198.51.100.7');
    email = `owner-${randomUUID()}@example.test`;
    await browser.register(email, PASSWORD);
  });
  afterAll(() => installation?.close());

  /** Resolves when the API knows. */
  const age = async (minutes = 11) => {
    await db.query('update sessions set authenticated_at = now() - make_interval(mins => $2) where user_id = $1', [
      browser.userId,
      minutes,
    ]);
    await waitUntil(async () => {
      const { body } = await browser.call('POST', `/api/keys/${randomUUID()}/rotate`, { body: {} });
      return (body.code === 'reauthentication_required') === minutes > 10;
    });
  };
  const reauthenticate = (password: string, totp?: string) =>
    browser.call<{ code: string; recent_until: string }>('POST', '/api/auth/reauthenticate', {
      body: { password, totp },
    });
  const code = (answer: { status: number; body: unknown }) => [answer.status, (answer.body as { code?: string }).code];
  const REFUSED = [403, 'reauthentication_required'];

  it('is refused after eleven minutes and accepted after nine', async () => {
    await age();
    expect(code(await browser.createKey())).toEqual(REFUSED);
    await age(9);
    expect((await browser.createKey()).status).toBe(201);
  });

  it('becomes recent with the password, and with the second factor of an account that has one', async () => {
    const secret = await browser.enableTotp(PASSWORD);
    await db.query('update totp_secrets set last_step = 0 where user_id = $1', [browser.userId]);
    await age();
    expect(code(await reauthenticate('not the password'))).toEqual([401, 'invalid_credentials']);
    expect(code(await reauthenticate(PASSWORD))).toEqual([401, 'totp_required']);
    expect(code(await browser.createKey())).toEqual(REFUSED);
    const answer = await reauthenticate(PASSWORD, new TOTP({ secret: Secret.fromBase32(secret) }).generate());
    expect(answer.status).toBe(200);
    expect(new Date(answer.body.recent_until).getTime()).toBeGreaterThan(Date.now());
    expect((await browser.createKey()).status).toBe(201);
  });

  it('reports each change to the owner by mail', async () => {
    const { body } = await browser.createKey('Nightly');
    await outbox.mail(email, /Test Person created the API key Nightly \(rw_live_/);
    await browser.call('POST', `/api/keys/${body.id}/rotate`, { body: { grace_seconds: 0 } });
    await browser.enableTotp(PASSWORD);
    await outbox.mail(email, /Subject: Two-factor authentication is on/);
    const { body: codes } = await browser.call<{ recovery_codes: string[] }>('POST', '/api/auth/totp/recovery-codes', {
      body: {},
    });
    expect(new Set(codes.recovery_codes).size).toBe(10);
    await outbox.mail(email, /Subject: You have new recovery codes/);
    await waitUntil(
      () => outbox.to(email).filter((mail) => /Subject: A new API key was created/.test(mail)).length === 2,
    );
  });
});

describe('a person', () => {
  let installation: TestInstallation;
  let { call, outbox, db } = {} as TestInstallation;
  beforeAll(async () => {
    installation = await startTestInstallation({ worker: true, env: { TRUST_PROXY: '1' } });
    ({ call, outbox, db } = installation);
  });
  afterAll(() => installation?.close());

  const start = async () => {
    const browser = new TestBrowser(call, '198.51.100.8');
    const email = `owner-${randomUUID()}@example.test`;
    await browser.register(email, PASSWORD);
    return { browser, email };
  };
  const emailOf = async (userId: string) =>
    (await db.query<{ email: string }>('select email from users where id = $1', [userId])).rows[0]?.email;

  it("changes the user's name, and the owner's session that of the workspace", async () => {
    const { browser } = await start();
    expect((await browser.call<{ name: string }>('PATCH', '/api/account', { body: { name: 'Grace' } })).body.name).toBe(
      'Grace',
    );
    const renamed = await browser.call<{ name: string }>('PATCH', '/api/workspace', { body: { name: 'Studio' } });
    expect([renamed.status, renamed.body.name]).toEqual([200, 'Studio']);
  });

  it('changes the address at the new mailbox, and undoes it from the old one, even after a second change', async () => {
    const { browser, email } = await start();
    const next = `new-${randomUUID()}@example.test`;
    expect((await browser.call('POST', '/api/account/email', { body: { email: next.toUpperCase() } })).status).toBe(
      202,
    );
    const confirm = async (address: string) => {
      const token = await outbox.token(address, 'rw_email_');
      return browser.call('POST', '/api/account/email/confirm', { body: { token } });
    };
    expect(await emailOf(browser.userId)).toBe(email);
    expect((await confirm(next)).status).toBe(204);
    expect(await emailOf(browser.userId)).toBe(next);
    const undo = await outbox.token(email, 'rw_undo_');

    const third = `third-${randomUUID()}@example.test`;
    await db.query(`update account_tokens set created_at = created_at - interval '2 minutes' where user_id = $1`, [
      browser.userId,
    ]);
    await browser.call('POST', '/api/account/email', { body: { email: third } });
    expect((await confirm(third)).status).toBe(204);
    expect(await outbox.mail(next, /Subject: Your email address was changed/)).not.toContain('rw_undo_');

    expect((await call('POST', '/api/account/email/undo', { body: { token: undo } })).status).toBe(204);
    expect(await emailOf(browser.userId)).toBe(email);
    expect((await browser.call('GET', '/api/auth/me')).status).toBe(401);
    expect((await browser.login(email, PASSWORD)).body.code).toBe('password_reset_required');
    await outbox.token(email, 'rw_reset_');
  });

  it('cannot change the address of an account that is not theirs, although the link was mailed to them', async () => {
    const [asking, reading] = [await start(), await start()];
    const mailbox = `reader-${randomUUID()}@example.test`;
    await asking.browser.call('POST', '/api/account/email', { body: { email: mailbox } });
    const body = { token: await outbox.token(mailbox, 'rw_email_') };
    const confirm = async (browser: TestBrowser) => {
      const { status, body: answer } = await browser.call('POST', '/api/account/email/confirm', { body });
      return [status, answer.code];
    };
    expect(await confirm(new TestBrowser(call, '198.51.100.9'))).toEqual([401, 'authentication_required']);
    expect(await confirm(reading.browser)).toEqual([422, 'link_invalid']);
    const state = `select email, email_verified_at as "verifiedAt" from users where id = any($1) order by email = $2`;
    const accounts = [[asking.browser.userId, reading.browser.userId], reading.email];
    expect((await db.query(state, accounts)).rows).toEqual([
      { email: asking.email, verifiedAt: null },
      { email: reading.email, verifiedAt: null },
    ]);
    // Nothing of that used up the link.
    expect(await confirm(asking.browser)).toEqual([204, undefined]);
    expect(await emailOf(asking.browser.userId)).toBe(mailbox);
  });

  it('learns nothing about an address that another account has', async () => {
    const [one, other] = [await start(), await start()];
    const taken = await one.browser.call('POST', '/api/account/email', { body: { email: other.email } });
    expect([taken.status, taken.body]).toEqual([202, '']);
    const free = await one.browser.call('POST', '/api/account/email', { body: { email: 'free@example.test' } });
    expect([free.status, free.body]).toEqual([taken.status, taken.body]);
    await outbox.token('free@example.test', 'rw_email_');
    expect(outbox.to(other.email).filter((mail) => mail.includes('rw_email_'))).toEqual([]);
  });
});
