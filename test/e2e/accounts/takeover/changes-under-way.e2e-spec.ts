import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { Client } from 'pg';
import { TestBrowser } from '../../../support/harness/test-browser';
import { startTestInstallation, type TestInstallation } from '../../../support/harness/test-installation';
import { waitUntil } from '../../../support/harness/wait-until';

interface Answer {
  status: number;
  body: { code: string };
}

const PLANTED = 'a password of the attacker';
const OWN = 'a sentence that the owner chose';

const OTHER_HASH = '$argon2id$v=19$m=19456,t=2,p=1$d06anIZ0z1FeKHBP2ujxhA$t/6TBZKMY9XC+aTBFUlehrCjX9j8iqeCcPwk4ZLQcRw';
const NEW_PASSWORD = `update users set password_hash = '${OTHER_HASH}' where id = $1`;
const END_OF_SESSIONS = `update sessions set revoked_at = now(), revoked_reason = 'address_proved' where user_id = $1`;

describe('when the owner of an account takes it back', () => {
  let installation: TestInstallation;
  let { call, outbox, db } = {} as TestInstallation;
  let attacker: TestBrowser;
  let owner: TestBrowser;
  let email: string;
  /** The end of the owner's change, which is not committed yet. */
  let change: Client;
  beforeAll(async () => {
    installation = await startTestInstallation({ worker: true, env: { TRUST_PROXY: '1' } });
    ({ call, outbox, db } = installation);
  });
  beforeEach(async () => {
    attacker = new TestBrowser(call, '203.0.113.66');
    owner = new TestBrowser(call, '198.51.100.7');
    email = `victim-${randomUUID()}@example.test`;
    await attacker.register(email, PLANTED);
    change = new Client({ connectionString: installation.database.url });
    await change.connect();
  });
  afterEach(() => change.end());
  afterAll(() => installation?.close());

  const allowAnotherMail = () =>
    db.query(`update account_tokens set created_at = created_at - interval '2 minutes' where user_id = $1`, [
      attacker.userId,
    ]);
  const reset = async () => {
    await call('POST', '/api/auth/password-reset', { body: { email } });
    const token = await outbox.token(email, 'rw_reset_');
    const body = { token, new_password: OWN };
    expect((await call('POST', '/api/auth/password-reset/confirm', { body })).status).toBe(204);
  };
  /** @returns the token that arrives at the attacker's mailbox */
  const changeOfAddress = async (mailbox: string) => {
    expect((await attacker.call('POST', '/api/account/email', { body: { email: mailbox } })).status).toBe(202);
    return outbox.token(mailbox, 'rw_email_');
  };
  const confirm = async (token: string, browser = attacker) =>
    (await browser.call('POST', '/api/account/email/confirm', { body: { token } })).body.code;
  const changesUnderWay = async () =>
    (await db.query(`select from account_tokens where user_id = $1 and purpose = 'email_change'`, [attacker.userId]))
      .rowCount;
  const addressNow = async () =>
    (await db.query<{ email: string }>('select email from users where id = $1', [attacker.userId])).rows[0]?.email;

  it('a change of the address that was asked for before the reset is void', async () => {
    const token = await changeOfAddress(`attacker-${randomUUID()}@example.test`);
    await reset();
    expect(await confirm(token)).toBe('authentication_required');
    await owner.login(email, OWN);
    expect(await confirm(token, owner)).toBe('link_invalid');
    expect(await addressNow()).toBe(email);
  });

  it('a change that was asked for before the password was changed in another session is void', async () => {
    await db.query('update users set email_verified_at = now() where id = $1', [attacker.userId]);
    await owner.login(email, PLANTED);
    const token = await changeOfAddress(`attacker-${randomUUID()}@example.test`);
    const body = { current_password: PLANTED, new_password: OWN };
    expect((await owner.call('POST', '/api/auth/password', { body })).status).toBe(204);
    expect(await confirm(token, owner)).toBe('link_invalid');
  });

  it('a second change of the address does not survive the undoing of the first', async () => {
    await db.query('update users set email_verified_at = now() where id = $1', [attacker.userId]);
    expect(await confirm(await changeOfAddress(`attacker-${randomUUID()}@example.test`))).toBeUndefined();
    const undo = await outbox.token(email, 'rw_undo_');
    await allowAnotherMail();
    const second = await changeOfAddress(`attacker-${randomUUID()}@example.test`);
    expect((await call('POST', '/api/account/email/undo', { body: { token: undo } })).status).toBe(204);
    // No sign-in is possible before the owner chooses a password, and then there is no change left to confirm.
    expect(await confirm(second)).toBe('authentication_required');
    expect(await changesUnderWay()).toBe(0);
    expect(await addressNow()).toBe(email);
  });

  it('the mail for a change is not sent when its session has ended before the worker comes to it', async () => {
    const mailbox = `attacker-${randomUUID()}@example.test`;
    await change.query('begin');
    await change.query(END_OF_SESSIONS, [attacker.userId]);
    expect((await attacker.call('POST', '/api/account/email', { body: { email: mailbox } })).status).toBe(202);
    await waitUntil(() => isWaiting());
    await change.query('commit');
    await call('POST', '/api/auth/password-reset', { body: { email } });
    await outbox.token(email, 'rw_reset_');
    await waitUntil(async () => !(await isWaiting()));
    expect([await changesUnderWay(), outbox.to(mailbox)]).toEqual([0, []]);
  });

  const isWaiting = async () =>
    ((await db.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`))
      .rowCount ?? 0) > 0;
  /** The answer to a request that passed all checks before the owner's change and writes after it. */
  const overtaken = async (statement: string, parameters: unknown[], request: () => Promise<Answer>) => {
    await change.query('begin');
    await change.query(statement, parameters);
    const answer = request();
    await Promise.race([answer, waitUntil(isWaiting)]);
    await change.query('commit');
    const { status, body } = await answer;
    return [status, body.code];
  };

  it('the former password opens no session that was checked before and begins after', async () => {
    const request = () => new TestBrowser(call, '203.0.113.67').login(email, PLANTED);
    expect(await overtaken(NEW_PASSWORD, [attacker.userId], request)).toEqual([401, 'invalid_credentials']);
    const { rowCount } = await db.query('select from sessions where user_id = $1', [attacker.userId]);
    expect(rowCount).toBe(1);
  });

  it('the former password does not replace the new one', async () => {
    const body = { current_password: PLANTED, new_password: `${PLANTED}!` };
    const request = () => attacker.call('POST', '/api/auth/password', { body });
    expect(await overtaken(NEW_PASSWORD, [attacker.userId], request)).toEqual([401, 'invalid_credentials']);
    const { rows } = await db.query('select password_hash from users where id = $1', [attacker.userId]);
    expect(rows).toEqual([{ password_hash: OTHER_HASH }]);
  });

  it.each<[string, () => Promise<(browser: TestBrowser) => Promise<Answer>>]>([
    ['makes a key', async () => (browser) => browser.createKey()],
    [
      'rotates a key',
      async () => {
        const { id } = (await attacker.createKey()).body;
        return (browser) => browser.call('POST', `/api/keys/${id}/rotate`, { body: { grace_seconds: 0 } });
      },
    ],
    [
      'turns on a second factor',
      async () => {
        const setUp = await attacker.call<{ secret: string }>('POST', '/api/auth/totp/setup', {
          body: { password: PLANTED },
        });
        const code = new TOTP({ secret: Secret.fromBase32(setUp.body.secret) }).generate();
        return (browser) => browser.call('POST', '/api/auth/totp/enable', { body: { code } });
      },
    ],
  ])('no session that ends meanwhile %s', async (what, prepare) => {
    const act = await prepare();
    const answer = await overtaken(END_OF_SESSIONS, [attacker.userId], () => act(attacker));
    expect(answer).toEqual([401, 'authentication_required']);
    const { rows } = await db.query<{ keys: string; factors: string }>(
      `select (select count(*) from api_keys where user_id = $1 and rotated_from is not null) as rotated,
         (select count(*) from api_keys where user_id = $1 and name = 'CI' and rotated_from is null) as keys,
         (select count(*) from totp_secrets where user_id = $1 and enabled_at is not null) as factors`,
      [attacker.userId],
    );
    expect(rows).toEqual([{ rotated: '0', keys: what === 'rotates a key' ? '1' : '0', factors: '0' }]);
  });
});
