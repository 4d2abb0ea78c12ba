import { randomUUID } from 'node:crypto';
import { signUp, signUpConfirmed, type TestAccount } from '../../../support/harness/test-account';
import { startTestInstallation, type TestInstallation } from '../../../support/harness/test-installation';
import { waitUntil } from '../../../support/harness/wait-until';

const ROTATIONS = 12;

describe('a mailbox', () => {
  let installation: TestInstallation;
  let { api, db, call, outbox } = {} as TestInstallation;
  beforeAll(async () => {
    installation = await startTestInstallation({ worker: true, env: { RATE_LIMIT_MAX: '1000' } });
    ({ api, db, call, outbox } = installation);
  });
  afterAll(() => installation?.close());

  const subjects = (email: string) => outbox.to(email).map((mail) => /^Subject: (.*)$/m.exec(mail)?.[1]);
  const post = <T = { code: string }>({ accessToken: token }: TestAccount, path: string, body: object = {}) =>
    call<T>('POST', path, { token, body });
  /** The account makes a key and replaces it again and again. */
  const makeKeys = async (account: TestAccount, replacements: number) => {
    let { id } = (await post<{ id: string }>(account, '/api/keys', { name: 'CI', scopes: ['render:read'] })).body;
    for (let made = 0; made < replacements; made += 1) {
      const rotated = await post<{ id: string }>(account, `/api/keys/${id}/rotate`, { grace_seconds: 0 });
      expect(rotated.status).toBe(201);
      id = rotated.body.id;
    }
  };
  /** Resolves when the jobs that were published before have begun, and a mail that was requested after them has arrived. */
  const allSent = async () => {
    await waitUntil(async () => (await db.query(`select from outbox where name like 'account_mail.%'`)).rowCount === 0);
    await outbox.token((await signUp(api.url)).email, 'rw_verify_');
  };

  it('that somebody else registered gets what proves the address, and nothing else', async () => {
    const account = await signUp(api.url);
    await outbox.token(account.email, 'rw_verify_');
    await makeKeys(account, ROTATIONS);
    const test = await post(account, '/api/notifications/test', { channel: 'mail' });
    expect([test.status, test.body.code]).toEqual([403, 'email_not_verified']);
    await call('POST', '/api/auth/password-reset', { body: { email: account.email } });
    await outbox.token(account.email, 'rw_reset_');
    await allSent();
    expect(subjects(account.email)).toEqual(['Confirm your email address', 'Reset your password']);
  });

  it('gets five mails about keys at once and one about all others an hour later, and no other warning later for it', async () => {
    const account = await signUpConfirmed(api.url, db);
    const { email, userId, password } = account;
    await makeKeys(account, ROTATIONS);
    await waitUntil(async () => {
      const { rows } = await db.query<{ held: number }>(
        'select held_total as held from mail_budgets where user_id = $1',
        [userId],
      );
      return rows[0]?.held === ROTATIONS + 1 - 5;
    });
    const about = () => subjects(email).filter((subject) => subject?.includes('API key'));
    await waitUntil(() => about().length === 5);
    const change = { current_password: password, new_password: `another quiet sentence ${randomUUID()}` };
    expect((await post(account, '/api/auth/password', change)).status).toBe(204);
    await outbox.mail(email, /Subject: Your password was changed/);
    await db.query(`update mail_budgets set due_at = now() where user_id = $1`, [userId]);
    await db.query(
      `insert into outbox (queue, name, job_id, payload, request_id, due_at) values ('light', 'system.reconcile', $1, '{}', 'request-1', now())`,
      [`reconcile-${userId}`],
    );
    const folded = await outbox.mail(email, /Subject: A new API key was created \(and 7 more\)/);
    expect(new Set(folded.match(/CI \(rw_live_\w+[^)]*\) can use your account/g)).size).toBe(8);
    expect(about()).toHaveLength(6);
  });

  it('gets six confirmations of a change of address in a row, from however many accounts, and the next ones later', async () => {
    const mailbox = `victim-${randomUUID()}@example.test`;
    const request = async () => {
      const account = await signUp(api.url);
      expect((await post(account, '/api/account/email', { email: mailbox })).status).toBe(202);
      return account;
    };
    for (let accounts = 0; accounts < 6; accounts += 1) await request();
    await waitUntil(() => subjects(mailbox).length === 6);
    await db.query(
      `update sign_in_delays set blocked_until = now() + interval '10 minutes' where blocked_until is not null`,
    );
    const [signedOut, meant] = [await request(), await request()];
    const postponed = async () =>
      (
        await db.query(
          `select from outbox where name = 'account_mail.send' and due_at > now() + interval '1 minute'
             and payload ->> 'email' = $1`,
          [mailbox],
        )
      ).rowCount;
    await waitUntil(async () => (await postponed()) === 2);
    expect(subjects(mailbox)).toHaveLength(6);

    // Who waits gets the mail, and who has signed out since does not.
    await db.query(`update sessions set revoked_at = now(), revoked_reason = 'signed_out' where user_id = $1`, [
      signedOut.userId,
    ]);
    await db.query(`update sign_in_delays set blocked_until = now() where blocked_until is not null`);
    await db.query(`update outbox set due_at = now() where name = 'account_mail.send'`);
    await waitUntil(() => subjects(mailbox).length === 7);
    await allSent();
    expect(outbox.to(mailbox).at(-1)).toContain(meant.email);
    expect(subjects(mailbox)).toHaveLength(7);
  });
});
