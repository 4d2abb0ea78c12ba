import { randomUUID } from 'node:crypto';
import { EARLIER_ACCESS } from '../../../../apps/api/src/auth/earlier-access-removal.service';
import { TestBrowser } from '../../../support/harness/test-browser';
import { startTestInstallation, type TestInstallation } from '../../../support/harness/test-installation';
import { grantTier } from '../../../support/model/grant-tier';

const PLANTED = 'a password of the attacker';
const OWN = 'a sentence that the owner chose';

const OWNER_COLUMNS: Readonly<Record<string, string>> = {
  workspace_members: 'workspace_id',
  workspace_invites: 'workspace_id',
  callback_secrets: 'owner_id',
  notification_settings: 'owner_id',
  upload_settings: 'owner_id',
  upload_review_links: 'created_by',
};
/** Rows that stay as a record, without giving access. */
const STILL_LIVE: Readonly<Record<string, string>> = {
  sessions: 'revoked_at is null',
  api_keys: 'revoked_at is null',
  upload_review_links: 'revoked_at is null',
  account_tokens: `purpose = 'email_change'`,
  account_exports: 'link_hash is not null',
};
/** What takes other services to make over HTTP. */
const PLANTED_ROWS = [
  `insert into platform_accounts (id, user_id, platform, external_id, name, access_token, connected_by, check_at)
   values (gen_random_uuid(), $1, 'tiktok', 'attacker', 'Attacker', 'sealed', $1, now() + interval '1 day')`,
  `insert into follower_readings (user_id, platform, external_id, read_on, fetched_at, followers)
   select user_id, platform, external_id, (now() at time zone 'UTC')::date, now(), 1 from platform_accounts where user_id = $1`,
  `insert into platform_authorizations (id, state_hash, browser_hash, user_id, session_id, created_by, platform, redirect_uri, code_verifier, expires_at)
   values (gen_random_uuid(), sha256(gen_random_uuid()::text::bytea), sha256('browser'), $1, gen_random_uuid(), $1, 'tiktok', 'https://example.com', 'sealed', now() + interval '1 hour')`,
  `insert into platform_choices (id, user_id, created_by, platform, candidates, expires_at)
   values (gen_random_uuid(), $1, $1, 'tiktok', 'sealed', now() + interval '1 hour')`,
  `insert into account_groups (id, user_id, name) values (gen_random_uuid(), $1, 'Attacker')`,
  `insert into stream_tickets (token_hash, user_id, principal, path, expires_at)
   values (sha256(gen_random_uuid()::text::bytea), $1, '{}', '/', now() + interval '1 hour')`,
  `with upload as (insert into uploads (id, user_id, created_by, filename, size_bytes, content_type, storage, object_key, privacy, urls_end_at)
     values (gen_random_uuid(), $1, $1, 'ride.mp4', 10, 'video/mp4', 'local', gen_random_uuid()::text, 'public', now()) returning id)
   insert into upload_review_links (id, upload_id, token_hash, label, created_by, expires_at)
     select gen_random_uuid(), id, sha256(id::text::bytea), 'A friend', $1, now() + interval '1 day' from upload`,
  `insert into account_exports (id, user_id, state, deadline_at, link_hash, link_expires_at, expires_at)
   values (gen_random_uuid(), $1, 'failed', now(), sha256(gen_random_uuid()::text::bytea), now() + interval '1 hour', now() + interval '1 hour')`,
];

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

  /** One row in each table that `EARLIER_ACCESS` says is emptied. */
  const plantEverything = async () => {
    await grantTier(db, attacker.userId);
    await plant();
    const member = new TestBrowser(call, '203.0.113.68');
    await member.register(`friend-${email}`, PLANTED);
    await db.query(`insert into workspace_members (workspace_id, user_id, role) values ($1, $2, 'admin')`, [
      attacker.userId,
      member.userId,
    ]);
    for (const [method, path, body] of [
      ['POST', '/api/webhooks', { url: 'https://example.com/attacker' }],
      ['POST', '/api/callbacks/secret', {}],
      [
        'PUT',
        '/api/settings',
        { discord_webhook: 'https://discord.com/api/webhooks/1/attacker', default_privacy: 'public' },
      ],
      ['POST', '/api/account/email', { email: `attacker-${email}` }],
    ] as const)
      expect((await attacker.call(method, path, { body })).status).toBeLessThan(300);
    for (const statement of PLANTED_ROWS) await db.query(statement, [attacker.userId]);
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

  it('is not confirmed by the link alone: without a session of the account it takes a new password', async () => {
    const token = await outbox.token(email, 'rw_verify_');
    const confirm = async (more: object = {}, browser = owner) => {
      const answer = await browser.call('POST', '/api/auth/verify-email', { body: { token, ...more } });
      return [answer.status, answer.body.code];
    };
    const stranger = new TestBrowser(call, '203.0.113.67');
    await stranger.register(`other-${email}`, PLANTED);
    expect(await confirm()).toEqual([403, 'new_password_required']);
    expect(await confirm({}, stranger)).toEqual([403, 'new_password_required']);
    expect(await confirm({ new_password: 'password1234' })).toEqual([422, 'invalid_input']);
    expect(
      (await attacker.call<{ user: { email_verified: boolean } }>('GET', '/api/auth/me')).body.user.email_verified,
    ).toBe(false);
    expect(await confirm({ new_password: OWN })).toEqual([204, undefined]);
    expect(await confirm({ new_password: `${OWN}!` })).toEqual([422, 'link_invalid']);
    expect((await attacker.call('GET', '/api/auth/me')).status).toBe(401);
    expect((await attacker.login(email, PLANTED)).body.code).toBe('invalid_credentials');
    expect((await owner.login(email, OWN)).status).toBe(200);
  });

  it('cannot get a password from a confirmation that came too late', async () => {
    const token = await outbox.token(email, 'rw_verify_');
    expect((await reset()).status).toBe(204);
    const body = { token, new_password: PLANTED };
    expect((await call<{ code: string }>('POST', '/api/auth/verify-email', { body })).body.code).toBe('link_invalid');
  });

  it.each(['a confirmation with a new password', 'a password reset'])(
    'keeps nothing through which the stranger could use or watch it after %s',
    async (proof) => {
      await plantEverything();
      const removed = Object.entries(EARLIER_ACCESS).flatMap(([table, treatment]) =>
        treatment === 'removed' ? [table] : [],
      );
      const left = async () => {
        const counts = [];
        for (const table of removed) {
          const column = OWNER_COLUMNS[table] ?? 'user_id';
          const { rowCount } = await db.query(
            `select 1 from ${table} where ${column} = $1 and ${STILL_LIVE[table] ?? 'true'}`,
            [attacker.userId],
          );
          if (rowCount) counts.push(table);
        }
        return counts;
      };
      expect(await left()).toEqual(removed);
      if (proof === 'a password reset') expect((await reset()).status).toBe(204);
      else {
        const body = { token: await outbox.token(email, 'rw_verify_'), new_password: OWN };
        expect((await call('POST', '/api/auth/verify-email', { body })).status).toBe(204);
      }
      expect(await left()).toEqual([]);
      await outbox.mail(email, /Subject: We removed access that was added earlier/);
      const { rows } = await db.query(
        `select after from audit_log where chain = $1 and action = 'account.earlier_access_revoked'`,
        [attacker.userId],
      );
      expect(rows).toEqual([
        {
          after: {
            sessions: 1,
            keys: 1,
            two_factor: true,
            people: 2,
            webhooks: 1,
            connections: 4,
            review_links: 1,
            settings: 3,
          },
        },
      ]);
    },
  );

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
