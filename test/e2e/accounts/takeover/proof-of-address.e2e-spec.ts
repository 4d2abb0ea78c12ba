import { randomUUID } from 'node:crypto';
import { TestBrowser } from '../../../support/harness/test-browser';
import { startTestInstallation, type TestInstallation } from '../../../support/harness/test-installation';

const PLANTED = 'a password of the attacker';
const OWN = 'a sentence that the owner chose';

describe('an account whose address was registered by a stranger', () => {
  let installation: TestInstallation;
  let { call, outbox, db } = {} as TestInstallation;
  let attacker: TestBrowser;
  let owner: TestBrowser;
  let email: string;
  beforeAll(async () => {
    installation = await startTestInstallation({ worker: true, env: { TRUST_PROXY: '1' } });
    ({ call, outbox, db } = installation);
  });
  beforeEach(async () => {
    attacker = new TestBrowser(call, '203.0.113.66');
    owner = new TestBrowser(call, '198.51.100.7');
    email = `victim-${randomUUID()}@example.test`;
    await attacker.register(email, PLANTED);
  });
  afterAll(() => installation?.close());

  const keyWorks = async (key: string) =>
    (await call('GET', '/api/v1/jobs', { headers: { 'x-api-key': key } })).status === 200;
  const reset = async (more: object = {}, former?: string) => {
    await db.query(`update account_tokens set created_at = created_at - interval '2 minutes' where email = $1`, [
      email,
    ]);
    await call('POST', '/api/auth/password-reset', { body: { email } });
    const token = await outbox.token(email, 'rw_reset_', former);
    const body = { token, new_password: OWN, ...more };
    return { token, ...(await call<{ code: string }>('POST', '/api/auth/password-reset/confirm', { body })) };
  };
  const plant = async () => {
    const key = (await attacker.createKey()).body.key;
    await attacker.enableTotp(PLANTED);
    await db.query(
      `insert into workspace_invites (id, workspace_id, email, role, expires_at) values (gen_random_uuid(), $1, 'friend@example.test', 'admin', now() + interval '7 days')`,
      [attacker.userId],
    );
    expect(await keyWorks(key)).toBe(true);
    return key;
  };

  it('belongs to the owner alone after a password reset: earlier keys, sessions, second factor and invites are gone', async () => {
    const key = await plant();
    expect((await reset()).status).toBe(204);
    expect((await owner.login(email, OWN)).status).toBe(200);
    expect(await keyWorks(key)).toBe(false);
    expect((await attacker.call('GET', '/api/auth/me')).status).toBe(401);
    expect((await attacker.login(email, PLANTED)).body.code).toBe('invalid_credentials');
    const { rowCount } = await db.query('select 1 from workspace_invites where workspace_id = $1', [owner.userId]);
    expect(rowCount).toBe(0);
    await outbox.mail(email, /Subject: We removed access that was added earlier/);
  });

  it('loses what the stranger added when the owner of the mailbox confirms it, and once more at the first reset', async () => {
    const key = await plant();
    const token = await outbox.token(email, 'rw_verify_');
    expect((await call('POST', '/api/auth/verify-email', { body: { token } })).status).toBe(204);
    expect(await keyWorks(key)).toBe(false);
    expect((await attacker.call('GET', '/api/auth/me')).status).toBe(401);

    expect((await attacker.login(email, PLANTED)).status).toBe(200);
    const second = (await attacker.createKey()).body.key;
    expect((await reset()).status).toBe(204);
    expect(await keyWorks(second)).toBe(false);
  });

  it('keeps everything of a person who confirms the address in their own session', async () => {
    const key = (await attacker.createKey()).body.key;
    const token = await outbox.token(email, 'rw_verify_');
    expect((await attacker.call('POST', '/api/auth/verify-email', { body: { token } })).status).toBe(204);
    expect((await attacker.call('GET', '/api/auth/me')).status).toBe(200);
    expect(await keyWorks(key)).toBe(true);
    expect((await reset()).status).toBe(204);
    expect(await keyWorks(key)).toBe(true);
  });

  it('offers to revoke the keys with a reset and with a password change', async () => {
    const token = await outbox.token(email, 'rw_verify_');
    await attacker.call('POST', '/api/auth/verify-email', { body: { token } });
    const first = (await attacker.createKey()).body.key;
    const { token: used } = await reset({ revoke_api_keys: true });
    expect(await keyWorks(first)).toBe(false);
    await owner.login(email, OWN);
    const second = (await owner.createKey()).body.key;
    const change = (current_password: string, new_password: string, revoke_api_keys?: boolean) =>
      owner.call('POST', '/api/auth/password', { body: { current_password, new_password, revoke_api_keys } });
    expect((await change(OWN, `${OWN} again`)).status).toBe(204);
    expect(await keyWorks(second)).toBe(true);
    expect((await change(`${OWN} again`, OWN, true)).status).toBe(204);
    expect(await keyWorks(second)).toBe(false);
    expect(used).toMatch(/^rw_reset_/);
  });
});
