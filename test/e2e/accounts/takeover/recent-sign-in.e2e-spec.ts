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
    await db.query('update users set email_verified_at = now() where id = $1', [browser.userId]);
  });
  afterAll(() => installation?.close());

  /** Resolves when the API has noticed the change. */
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
    const wrong = await reauthenticate('not the password');
    expect(code(wrong)).toEqual([401, 'invalid_credentials']);
    expect(wrong.body).toMatchObject({ detail: 'The password is incorrect.' });
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
