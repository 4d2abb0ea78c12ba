import { randomUUID } from 'node:crypto';
import { AccountRecoveryService } from '@app/auth';
import { Secret, TOTP } from 'otpauth';
import { TestBrowser } from '../../../support/harness/test-browser';
import { startTestInstallation, type TestInstallation } from '../../../support/harness/test-installation';
import { wrongCodes } from '../../../support/harness/wrong-codes';

const PASSWORD = 'a sentence that the owner chose';
const WRONG = 'a guess of the attacker';

describe('guesses at an account', () => {
  let installation: TestInstallation;
  let { call, outbox, db } = {} as TestInstallation;
  let owner: TestBrowser;
  let email: string;
  beforeAll(async () => {
    installation = await startTestInstallation({ worker: true, env: { TRUST_PROXY: '1' } });
    ({ call, outbox, db } = installation);
  });
  beforeEach(async () => {
    owner = new TestBrowser(call, '198.51.100.7');
    email = `owner-${randomUUID()}@example.test`;
    await owner.register(email, PASSWORD);
    await db.query('delete from sign_in_delays');
  });
  afterAll(() => installation?.close());

  const from = (ip: string) => new TestBrowser(call, ip);
  /** Guesses from many addresses, so that only the account is counted. */
  const attack = async (attempts: number, guess: (browser: TestBrowser) => Promise<{ status: number }>) => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < attempts; attempt += 1)
      statuses.push((await guess(from(`192.0.${attempt}.1`))).status);
    return statuses;
  };
  /** Stretches the delays that exist, so that none runs out while a slow machine works on the next request. */
  const keepDelayed = (key = '%:elsewhere') =>
    db.query(
      `update sign_in_delays set failures = 30, blocked_until = now() + interval '10 minutes'
       where key like $1 and blocked_until is not null`,
      [key],
    );
  const guessPassword = (browser: TestBrowser) => browser.login(email, WRONG);

  it('delay nobody at a known network or with a known device, and do not delay the reset by mail', async () => {
    await attack(6, guessPassword);
    await keepDelayed();
    expect((await guessPassword(from('192.0.99.1'))).body.code).toBe('sign_in_delayed');
    expect((await from('192.0.99.1').login(email, PASSWORD)).body.code).toBe('sign_in_delayed');
    expect((await from('198.51.100.200').login(email, PASSWORD)).status).toBe(200);

    const abroad = from('192.0.98.1');
    abroad.deviceToken = owner.deviceToken;
    expect((await abroad.login(email, PASSWORD)).status).toBe(200);

    const traveller = from('192.0.97.1');
    const reset = await traveller.call('POST', '/api/auth/password-reset', { body: { email } });
    expect(reset.status).toBe(202);
    const token = await outbox.token(email, 'rw_reset_');
    const confirmed = await traveller.call('POST', '/api/auth/password-reset/confirm', {
      body: { token, new_password: `${PASSWORD}!` },
    });
    const [cookie = ''] = confirmed.headers.getSetCookie();
    expect(cookie).toMatch(/^rw_device=rw_device_[\w.-]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
    await attack(6, guessPassword);
    await keepDelayed();
    const signedIn = await traveller.call('POST', '/api/auth/login', {
      token: '',
      body: { email, password: `${PASSWORD}!` },
      headers: { cookie: `other=1; ${cookie.split(';', 1)[0]}` },
    });
    expect(signedIn.status).toBe(200);
  });

  it('are counted for a stolen device token and a shared network as well', async () => {
    const withToken = (browser: TestBrowser) => {
      browser.deviceToken = owner.deviceToken;
      return guessPassword(browser);
    };
    expect(await attack(6, withToken)).toEqual(Array(6).fill(401));
    await keepDelayed('password:%');
    expect(await attack(1, withToken)).toEqual([429]);
    const neighbour = from('198.51.100.99');
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1) statuses.push((await guessPassword(neighbour)).status);
    expect(statuses).toEqual(Array(6).fill(401));
    await keepDelayed('password:%');
    expect((await guessPassword(neighbour)).status).toBe(429);
  });

  it('accept no device token of another user, and no altered one', async () => {
    const stranger = from('192.0.91.1');
    await stranger.register(`stranger-${randomUUID()}@example.test`, PASSWORD);
    await attack(6, guessPassword);
    await keepDelayed();
    const [payload = '', signature = ''] = (owner.deviceToken ?? '').split('.');
    const forged = `${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    for (const token of [stranger.deviceToken, forged, 'rw_device_x.y']) {
      const browser = from('192.0.96.1');
      browser.deviceToken = token;
      expect((await browser.login(email, PASSWORD)).body.code).toBe('sign_in_delayed');
    }
  });

  it('are counted alike for addresses with and without an account', async () => {
    const known = await attack(5, guessPassword);
    const unknownEmail = `nobody-${randomUUID()}@example.test`;
    const unknown = await attack(5, (browser) => browser.login(unknownEmail, WRONG));
    expect(unknown).toEqual(known);
    const { rows } = await db.query<{ count: string }>(
      `select count(*) from sign_in_delays where key like 'password:%'`,
    );
    expect(rows[0]?.count).toBe('2');
  });

  it.each([
    ['POST', '/api/auth/totp/disable', 'totp'],
    ['DELETE', '/api/account', 'totp'],
    ['POST', '/api/auth/reauthenticate', 'totp'],
  ])('at the second factor are counted by account: %s %s', async (method, path, field) => {
    const wrong = wrongCodes(await owner.enableTotp(PASSWORD), 7);
    const guess = async (code: string) =>
      (await owner.call(method, path, { body: { password: PASSWORD, [field]: code } })).status;
    for (const code of wrong.slice(0, 6)) expect(await guess(code)).toBe(401);
    await keepDelayed('totp:%');
    expect(await guess(wrong.at(-1) ?? '')).toBe(429);
    const recovery = await owner.call('POST', '/api/auth/reauthenticate', {
      body: { password: PASSWORD, totp: 'aaaa-bbbb-cccc-dddd' },
    });
    expect(recovery.body.code).toBe('totp_invalid');
  });

  it('at the second factor delay no known device elsewhere', async () => {
    const secret = await owner.enableTotp(PASSWORD);
    const [wrong] = wrongCodes(secret, 1);
    await attack(6, (browser) => browser.login(email, PASSWORD, { totp: wrong }));
    await keepDelayed();
    await db.query('update totp_secrets set last_step = 0 where user_id = $1', [owner.userId]);
    const totp = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    expect((await from('192.0.95.1').login(email, PASSWORD, { totp })).body.code).toBe('sign_in_delayed');
    expect((await owner.login(email, PASSWORD, { totp })).status).toBe(200);
  });

  it('from a network slow that network down, but lock out nobody who knows a password', async () => {
    for (let attempt = 0; attempt < 40; attempt += 1)
      await from('203.0.113.5').login(`invented-${randomUUID()}@example.test`, WRONG);
    const more = `update sign_in_delays set failures = 100 where key like 'network:203.0.113.%' and failures = 40`;
    expect((await db.query(more)).rowCount).toBe(1);
    const since = performance.now();
    expect((await from('203.0.113.77').login(email, WRONG)).status).toBe(401);
    // The longest pause is much longer than a check takes on a slow machine.
    expect(performance.now() - since).toBeGreaterThan(3_900);
    expect((await from('203.0.113.78').login(email, PASSWORD)).status).toBe(200);
  });

  it.each([
    ['password_reset', 'reset'],
    ['email_verification', 'verify'],
  ] as const)(
    'that request mails again and again neither flood the mailbox nor void each link immediately: %s',
    async (purpose, kind) => {
      // The mail of the registration counts as well.
      await outbox.token(email, 'rw_verify_');
      await db.query('delete from sign_in_delays');
      const recovery = installation.api.app.get(AccountRecoveryService, { strict: false });
      const issue = async () => {
        await db.query(`update account_tokens set created_at = created_at - interval '2 minutes' where email = $1`, [
          email,
        ]);
        return (await recovery.tokenFor(email, purpose))?.token;
      };
      let last: string | undefined;
      for (let round = 0; round < 6; round += 1) {
        last = await issue();
        expect(last).toMatch(`rw_${kind}_`);
      }
      await keepDelayed(`${kind}:%`);
      expect([await issue(), await issue()]).toEqual([undefined, undefined]);
      const confirmed =
        kind === 'verify'
          ? await owner.call('POST', '/api/auth/verify-email', { body: { token: last } })
          : await call('POST', '/api/auth/password-reset/confirm', {
              body: { token: last, new_password: `${PASSWORD}!` },
            });
      expect(confirmed.status).toBe(204);
      expect((await db.query('select from sign_in_delays where key like $1', [`${kind}:%`])).rowCount).toBe(0);
    },
  );
});
