import { randomUUID } from 'node:crypto';
import { signUp } from '../../../support/harness/test-account';
import { TestBrowser } from '../../../support/harness/test-browser';
import { startTestInstallation, type TestInstallation } from '../../../support/harness/test-installation';
import { waitUntil } from '../../../support/harness/wait-until';

const PASSWORD = 'a password that the thief found';
const NEXT = 'a sentence that only the owner knows';
const HOME = '198.51.100.7';
const THIEF = '203.0.113.66';

describe('a thief whose session the owner ended', () => {
  let installation: TestInstallation;
  let { api, call, db, outbox } = {} as TestInstallation;
  let owner: TestBrowser;
  let thief: TestBrowser;
  let email: string;
  let refreshTokens: { owner: string; thief: string };
  beforeAll(async () => {
    installation = await startTestInstallation({ worker: true, env: { TRUST_PROXY: '1' } });
    ({ api, call, db, outbox } = installation);
  });
  beforeEach(async () => {
    [owner, thief] = [new TestBrowser(call, HOME), new TestBrowser(call, THIEF)];
    email = `owner-${randomUUID()}@example.test`;
    const registered = await owner.register(email, PASSWORD);
    await db.query('update users set email_verified_at = now() where id = $1', [owner.userId]);
    const stolen = await thief.login(email, PASSWORD);
    refreshTokens = { owner: registered.body.refresh_token, thief: stolen.body.refresh_token };
    await db.query('delete from sign_in_delays');
    // Tokens name the second in which they were made.
    await waitUntil(
      async () =>
        (
          await db.query(`select from sessions where user_id = $1 and created_at > now() - interval '1.1 s'`, [
            owner.userId,
          ])
        ).rowCount === 0,
    );
  });
  afterAll(() => installation?.close());

  const from = (ip: string, deviceToken?: string) => Object.assign(new TestBrowser(call, ip), { deviceToken });
  const delayElsewhere = async () => {
    for (let attempt = 0; attempt < 6; attempt += 1) await from(`192.0.${attempt}.1`).login(email, 'a wrong guess');
    await db.query(
      `update sign_in_delays set failures = 30, blocked_until = now() + interval '10 minutes'
       where key like '%:elsewhere' and blocked_until is not null`,
    );
  };
  const codeOf = async (browser: TestBrowser) => (await browser.login(email, 'a wrong guess')).body.code;
  const warnings = () => outbox.to(email).filter((mail) => /New sign-in/.test(mail)).length;

  const newestSession = async () => {
    const { rows } = await db.query<{ id: string }>(
      'select id from sessions where user_id = $1 order by created_at desc',
      [owner.userId],
    );
    return rows[0]?.id;
  };

  const WAYS: Record<string, () => Promise<{ status: number; headers: Headers }>> = {
    'a new password by mail': async () => {
      await owner.call('POST', '/api/auth/password-reset', { body: { email } });
      const token = await outbox.token(email, 'rw_reset_');
      return owner.call('POST', '/api/auth/password-reset/confirm', { body: { token, new_password: NEXT } });
    },
    'a new password': () =>
      owner.call('POST', '/api/auth/password', { body: { current_password: PASSWORD, new_password: NEXT } }),
    'the end of all other sessions': () => owner.call('DELETE', '/api/auth/sessions'),
    'the end of this session': async () => owner.call('DELETE', `/api/auth/sessions/${await newestSession()}`),
    'an administrator': async () => {
      const { userId, accessToken } = await signUp(api.url);
      await db.query(`update users set role = 'admin' where id = $1`, [userId]);
      return call('POST', `/api/admin/users/${owner.userId}/reset-sessions`, { token: accessToken, body: {} });
    },
  };

  const refresh = (refresh_token: string) =>
    call<{ refresh_token: string }>('POST', '/api/auth/refresh', { body: { refresh_token } });
  const expectUnknownThief = async () => {
    await delayElsewhere();
    expect(await codeOf(from(THIEF))).toBe('sign_in_delayed');
    expect(await codeOf(from('192.0.99.1', thief.deviceToken))).toBe('sign_in_delayed');
  };

  it.each(Object.keys(WAYS))('with %s has neither a known network nor a known device', async (way) => {
    expect((await WAYS[way]?.())?.status).toBeLessThan(300);
    await expectUnknownThief();
  });

  it('has neither after a refresh token of the session was used again', async () => {
    const { body } = await refresh(refreshTokens.thief);
    await refresh(body.refresh_token);
    expect((await refresh(refreshTokens.thief)).status).toBe(401);
    await expectUnknownThief();
  });

  it('leaves the device of an owner known who only signed out, or named a session that does not exist', async () => {
    const body = { refresh_token: refreshTokens.owner };
    expect((await owner.call('DELETE', `/api/auth/sessions/${randomUUID()}`)).status).toBe(404);
    expect((await owner.call('POST', '/api/auth/logout', { body })).status).toBe(204);
    await delayElsewhere();
    expect(await codeOf(from('192.0.96.1', owner.deviceToken))).toBe('invalid_credentials');
  });

  it('makes the next sign-in from there one that the owner is warned of', async () => {
    await waitUntil(() => warnings() === 1);
    expect((await WAYS['the end of this session']?.())?.status).toBe(204);
    expect((await from(THIEF, thief.deviceToken).login(email, PASSWORD)).status).toBe(200);
    await waitUntil(() => warnings() === 2);
  });

  it.each(['a new password', 'the end of all other sessions', 'the end of this session'])(
    'leaves the device known on which the owner used %s',
    async (way) => {
      const cookies = (await WAYS[way]?.())?.headers.getSetCookie().join();
      await delayElsewhere();
      expect(await codeOf(from('192.0.95.1', /rw_device=([^;]+)/.exec(cookies ?? '')?.[1]))).toBe(
        'invalid_credentials',
      );
    },
  );

  it('leaves the owner known where the owner is, and on a device that signs in again', async () => {
    expect((await WAYS['the end of all other sessions']?.())?.status).toBe(204);
    const former = owner.deviceToken;
    await delayElsewhere();
    expect((await owner.login(email, PASSWORD)).status).toBe(200);
    expect(owner.deviceToken).not.toBe(former);
    expect((await from('192.0.98.1', owner.deviceToken).login(email, PASSWORD)).status).toBe(200);
    expect((await from('192.0.97.1', former).login(email, PASSWORD)).body.code).toBe('sign_in_delayed');
  });
});
