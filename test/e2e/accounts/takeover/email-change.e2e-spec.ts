import { randomUUID } from 'node:crypto';
import { TestBrowser } from '../../../support/harness/test-browser';
import { startTestInstallation, type TestInstallation } from '../../../support/harness/test-installation';

const PASSWORD = 'a sentence that the owner chose';

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
    const notice = await outbox.mail(next, /Subject: Your email address was changed/);
    expect(notice).not.toContain('rw_undo_');
    expect(notice).toContain('use the link that we sent to an earlier address');

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

  it('learns nothing about an address that another account has confirmed', async () => {
    const [one, other] = [await start(), await start()];
    await db.query('update users set email_verified_at = now() where id = $1', [other.browser.userId]);
    const taken = await one.browser.call('POST', '/api/account/email', { body: { email: other.email } });
    expect([taken.status, taken.body]).toEqual([202, '']);
    const free = await one.browser.call('POST', '/api/account/email', { body: { email: 'free@example.test' } });
    expect([free.status, free.body]).toEqual([taken.status, taken.body]);
    await outbox.token('free@example.test', 'rw_email_');
    expect(outbox.to(other.email).filter((mail) => mail.includes('rw_email_'))).toEqual([]);
  });

  const register = async (address: string) => {
    const body = { email: address, password: PASSWORD, name: 'Next Person' };
    const answer = await call('POST', '/api/auth/register', { body });
    return [answer.status, (answer.body as { code?: string }).code];
  };
  const request = (browser: TestBrowser, address: string) =>
    browser.call('POST', '/api/account/email', { body: { email: address } });
  const confirm = async (browser: TestBrowser, address: string) => {
    const body = { token: await outbox.token(address, 'rw_email_') };
    const answer = await browser.call('POST', '/api/account/email/confirm', { body });
    return [answer.status, answer.body.code];
  };

  it('keeps the former address for as long as the change can be undone, even if others want it meanwhile', async () => {
    const { browser, email } = await start();
    const other = await start();
    const next = `new-${randomUUID()}@example.test`;
    await request(browser, next);
    const token = await outbox.token(next, 'rw_email_');
    const [confirmed, ...registered] = await Promise.all([
      browser.call('POST', '/api/account/email/confirm', { body: { token } }),
      ...[1, 2, 3].map(() => register(email)),
    ]);
    expect(confirmed?.status).toBe(204);
    expect([...registered, await register(email)]).toEqual(Array.from({ length: 4 }, () => [409, 'email_taken']));

    // As for a taken address, there is no mail.
    expect((await request(other.browser, email)).status).toBe(202);
    const free = `free-${randomUUID()}@example.test`;
    await request(other.browser, free);
    await outbox.token(free, 'rw_email_');
    expect(outbox.to(email).filter((mail) => mail.includes('rw_email_'))).toEqual([]);

    const undo = { token: await outbox.token(email, 'rw_undo_') };
    expect((await call('POST', '/api/account/email/undo', { body: undo })).status).toBe(204);
    expect(await emailOf(browser.userId)).toBe(email);
    expect(await register(next)).toEqual([201, undefined]);
  });

  it('gives the former address up with the end of the link', async () => {
    const { browser, email } = await start();
    const next = `new-${randomUUID()}@example.test`;
    await request(browser, next);
    expect(await confirm(browser, next)).toEqual([204, undefined]);
    const undo = { token: await outbox.token(email, 'rw_undo_') };
    await db.query(
      `update account_tokens set created_at = created_at - interval '8 days', expires_at = expires_at - interval '8 days' where user_id = $1`,
      [browser.userId],
    );
    expect(await register(email)).toEqual([201, undefined]);
    expect((await call('POST', '/api/account/email/undo', { body: undo })).body).toMatchObject({
      code: 'link_invalid',
    });
  });

  it('corrects a mistyped address at once, which voids the link that was mailed to it', async () => {
    const { browser } = await start();
    const [mistyped, meant] = [`typo-${randomUUID()}@example.test`, `meant-${randomUUID()}@example.test`];
    await request(browser, mistyped);
    const wrong = { token: await outbox.token(mistyped, 'rw_email_') };
    expect((await request(browser, meant)).status).toBe(202);
    expect((await browser.call('POST', '/api/account/email/confirm', { body: wrong })).body.code).toBe('link_invalid');
    expect(await confirm(browser, meant)).toEqual([204, undefined]);
  });

  it('cannot mail one mailbox after the other', async () => {
    const { browser } = await start();
    const mail = (attempt: number) => request(browser, `to-${attempt}-${browser.userId}@example.test`);
    for (let attempt = 0; attempt < 6; attempt += 1) expect((await mail(attempt)).status).toBe(202);
    const { rowCount } = await db.query(
      `update sign_in_delays set blocked_until = blocked_until + interval '10 minutes' where key = $1 and blocked_until is not null`,
      [`email_change:${browser.userId}`],
    );
    expect(rowCount).toBe(1);
    const refused = await mail(6);
    expect(refused.body.code).toBe('too_many_email_changes');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('changes to an address that another account has without having confirmed it', async () => {
    const [{ browser }, squatter] = [await start(), await start()];
    await request(browser, squatter.email);
    expect(await confirm(browser, squatter.email)).toEqual([204, undefined]);
    expect(await emailOf(browser.userId)).toBe(squatter.email);
    // The other account keeps its session and what it stores, but not the address.
    const me = await squatter.browser.call<{ user: { email: string } }>('GET', '/api/auth/me');
    expect([me.status, me.body.user.email]).toEqual([200, expect.stringMatching(/^unproved\+.*@displaced\.invalid$/)]);
    expect((await squatter.browser.createKey()).status).toBe(201);
  });
});
