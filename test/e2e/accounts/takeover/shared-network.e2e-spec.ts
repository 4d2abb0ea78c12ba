import { randomUUID } from 'node:crypto';
import { AccountRecoveryService } from '@app/auth';
import { TestBrowser } from '../../../support/harness/test-browser';
import { startTestInstallation, type TestInstallation } from '../../../support/harness/test-installation';

const PASSWORD = 'a sentence that the person chose';
const NEW_PASSWORD = 'another sentence of the person';
/** The network that the attacker uses, too. */
const SHARED = '198.51.100.31';
const LIMIT = 12;

describe('on a network whose sign-in budget an attacker has used up', () => {
  let installation: TestInstallation;
  let { call } = {} as TestInstallation;
  let here: TestBrowser;
  beforeAll(async () => {
    const env = { TRUST_PROXY: '1', REDIS_URL: '', RATE_LIMIT_MAX: String(LIMIT), RATE_LIMIT_WINDOW_SEC: '86400' };
    installation = await startTestInstallation({ env });
    ({ call } = installation);
    for (let hit = 0; hit < LIMIT; hit += 1)
      await new TestBrowser(call, SHARED).login(`invented-${hit}@example.test`, PASSWORD);
  });
  beforeEach(() => {
    here = new TestBrowser(call, SHARED);
  });
  afterAll(() => installation?.close());

  /** A person with an account, at home. */
  const start = async (ip: string) => {
    const browser = new TestBrowser(call, ip);
    const email = `person-${randomUUID()}@example.test`;
    await browser.register(email, PASSWORD);
    return { browser, email };
  };
  const budget = (answer: { status: number; headers: Headers }) => [answer.status, answer.headers.get('ratelimit')];

  it('a known device has a budget of its own', async () => {
    const { browser, email } = await start('198.51.100.32');
    expect((await here.login(email, PASSWORD)).body.code).toBe('rate_limited');
    const byBody = await here.login(email, PASSWORD, { device_token: browser.deviceToken });
    expect(budget(byBody)).toEqual([200, '"sign_in";r=11;t=86400']);
    const headers = { 'x-device-token': browser.deviceToken ?? '' };
    const byHeader = await here.call('POST', '/api/auth/login', {
      token: '',
      body: { email: email.toUpperCase(), password: PASSWORD },
      headers,
    });
    expect([byHeader.status, byHeader.headers.get('x-ratelimit-remaining')]).toEqual([200, '10']);
    const confirm = (more: object) =>
      here.call('POST', '/api/auth/reauthenticate', { body: { password: PASSWORD }, ...more });
    expect((await confirm({ headers })).status).toBe(200);
    expect((await confirm({})).status).toBe(429);
    for (let hit = 0; hit < LIMIT; hit += 1) await confirm({ headers });
    expect((await confirm({ headers })).body.code).toBe('rate_limited');
  });

  it('the device of another account, a forged token and a long body get nothing', async () => {
    const attacker = await start('198.51.100.33');
    const { browser, email } = await start('198.51.100.34');
    const [payload = '', signature = ''] = (browser.deviceToken ?? '').split('.');
    const forged = `${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    for (const device_token of [attacker.browser.deviceToken, forged, 'rw_device_x.y'])
      expect((await here.login(email, PASSWORD, { device_token })).body.code).toBe('rate_limited');
    const long = { device_token: browser.deviceToken, padding: 'x'.repeat(5_000) };
    expect((await here.login(email, PASSWORD, long)).status).toBe(429);
    expect((await here.login(email, PASSWORD, { device_token: browser.deviceToken })).status).toBe(200);
  });

  it('the holder of the mailbox sets a new password, and signs in with the device token that comes with it', async () => {
    const { email } = await start('198.51.100.35');
    const recovery = installation.api.app.get(AccountRecoveryService, { strict: false });
    const token = (await recovery.tokenFor(email, 'password_reset'))?.token ?? '';
    const confirm = (given: string) =>
      here.call('POST', '/api/auth/password-reset/confirm', { body: { token: given, new_password: NEW_PASSWORD } });
    const wrong = `rw_reset_${token.charAt(9) === 'A' ? 'B' : 'A'}${token.slice(10)}`;
    expect((await confirm(wrong)).status).toBe(429);
    const confirmed = await confirm(token);
    expect(confirmed.status).toBe(204);
    expect((await confirm(token)).status).toBe(429);
    const cookie = confirmed.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
    const signedIn = await here.call('POST', '/api/auth/login', {
      token: '',
      body: { email, password: NEW_PASSWORD },
      headers: { cookie },
    });
    expect(signedIn.status).toBe(200);
  });
});
