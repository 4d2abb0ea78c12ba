import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AuthMaintenanceRepository } from '@app/auth';
import { EntitlementsService, StripeCheckoutService, StripeSetupService, StripeSyncService } from '@app/billing';
import { DataSource } from 'typeorm';
import { dataSubjectSources } from '../../../apps/worker/src/data-subject/sources';
import { type StripeEmulator, startStripeEmulator } from '../../support/emulators/stripe-emulator';
import { addRejection } from '../../support/harness/rejected-upload';
import { signUp, signUpConfirmed, type TestAccount } from '../../support/harness/test-account';
import { startTestInstallation, type TestInstallation } from '../../support/harness/test-installation';
import { waitUntil } from '../../support/harness/wait-until';

interface Archive {
  status: string;
  size_bytes: number;
  download_url: string;
  expires_at: string;
}

describe('the end of an account', () => {
  let installation: TestInstallation;
  let stripe: StripeEmulator;
  let { api, db, call, outbox } = {} as TestInstallation;
  let user: TestAccount;
  beforeAll(async () => {
    stripe = await startStripeEmulator();
    const env = {
      STRIPE_SECRET_KEY: 'sk_test_emulator',
      STRIPE_API_URL: stripe.url,
      STRIPE_WEBHOOK_SECRET: 'whsec_unused',
    };
    installation = await startTestInstallation({ worker: true, env });
    ({ api, db, call, outbox } = installation);
    await service(StripeSetupService).setUp();
    await stripe.control('PUT', '/webhooks', { hold: true });
  });
  beforeEach(async () => void (user = await signUpConfirmed(api.url, db)));
  afterAll(async () => {
    await installation?.close();
    await stripe.close();
  });

  const service = <T>(type: new (...dependencies: never[]) => T): T => api.app.get<T>(type, { strict: false });
  const remove = (body: object = { password: user.password }) =>
    call<{ deletes_at: string; code: string }>('DELETE', '/api/account', { token: user.accessToken, body });
  const login = (more: object = {}) =>
    call<{ code: string; deletes_at?: string }>('POST', '/api/auth/login', {
      body: { email: user.email, password: user.password, ...more },
    });
  const run = async (name: string, payload: object = {}) => {
    const queue = name.startsWith('system') ? 'light' : 'io';
    await db.query(
      `insert into outbox (queue, name, job_id, payload, request_id, due_at) values ($1, $2, $3, $4, 'request-1', now())`,
      [queue, name, `${name}-${randomUUID()}`, payload],
    );
  };
  const graceIsOver = () =>
    db.query(`update users set deletion_due_at = now() - interval '1 second' where id = $1`, [user.userId]);
  const status = async () =>
    (await db.query<{ status: string }>('select status from users where id = $1', [user.userId])).rows[0]?.status;
  const erased = () => waitUntil(async () => (await status()) === 'deleted');
  const makeKey = async () => {
    const body = { name: 'CI', scopes: ['render:read'] };
    return (await call<{ key: string }>('POST', '/api/keys', { token: user.accessToken, body })).body.key;
  };
  const askArchive = () => call<Archive>('GET', '/api/account/export', { token: user.accessToken });
  const archive = () =>
    waitUntil(async () => {
      const answer = await askArchive();
      return answer.status === 200 ? answer.body : undefined;
    });
  const archiveFiles = () => {
    const folder = join(outbox.dataDir, 'objects/exports', user.userId);
    return existsSync(folder) ? readdirSync(folder) : [];
  };
  /** A live subscription, paid with a valid card. */
  const subscribe = async (): Promise<string> => {
    const { url, sessionId } = await service(StripeCheckoutService).checkout(
      { userId: user.userId, email: user.email, name: 'Test Person' },
      'uploadm8_solo_monthly',
    );
    expect(url).toContain('/pay/');
    await stripe.control('POST', `/checkout/${sessionId}/pay`, {});
    const query = 'select customer_id from billing_customers where user_id = $1';
    const customer = (await db.query<{ customer_id: string }>(query, [user.userId])).rows[0]?.customer_id ?? '';
    await service(StripeSyncService).sync(customer);
    await waitUntil(async () => (await service(EntitlementsService).of(user.userId)).tier === 'solo');
    return customer;
  };
  const subscriptionsOf = async (customer: string) =>
    (await stripe.sdk.subscriptions.list({ customer, status: 'all' })).data.map((found) => found.status);

  describe('the export archive', () => {
    it('contains what every part of the product stores, without secrets, for its owner only', async () => {
      const key = await makeKey();
      await call('POST', '/api/v1/self-checks', { token: user.accessToken, body: {} });
      await subscribe();
      await call('PUT', '/api/settings', {
        token: user.accessToken,
        body: { always_hashtags: ['mine'], discord_webhook: 'https://discord.com/api/webhooks/1/a-discord-secret' },
      });
      const first = await askArchive();
      expect([first.status, first.body.status, first.headers.get('retry-after')]).toEqual([202, 'preparing', '3']);
      const ready = await archive();
      expect(new Date(ready.expires_at).getTime() - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
      const file = await fetch(ready.download_url.replace(/^https?:\/\/[^/]+/, api.url));
      expect([file.status, file.headers.get('content-disposition'), file.headers.get('cache-control')]).toEqual([
        200,
        'attachment; filename="reelway-account.json"',
        'no-store',
      ]);
      const text = await file.text();
      expect(Buffer.byteLength(text)).toBe(ready.size_bytes);
      expect(JSON.parse(text)).toMatchObject({
        account_id: user.userId,
        account: {
          profile: [{ email: user.email }],
          sessions: [{ ip: '127.0.0.1' }],
          api_keys: [{ name: 'CI' }],
          workspaces: [{ role: 'owner' }],
        },
        billing: {
          subscriptions: [{ tier: 'solo', status: 'active' }],
          payments: [{ lookup_key: 'uploadm8_solo_monthly' }],
          token_ledger: [{ kind: 'grant' }],
        },
        settings: {
          uploads: [{ alwaysHashtags: ['mine'] }],
          notifications: [{ discord_webhook: 'https://discord.com/api/webhooks/1/********' }],
        },
        self_checks: { self_checks: [{ userId: user.userId }] },
      });
      for (const secret of [key.slice(14), 'argon2', 'hash"', 'a-discord-secret']) expect(text).not.toContain(secret);
      await outbox.mail(user.email, /Subject: Your data export is ready/);
    });

    it('is created once, and its address works until the next one is issued', async () => {
      const [one, two] = [await askArchive(), await askArchive()];
      // The second request may find the archive ready.
      expect([one.status, two.status === 200 ? 202 : two.status]).toEqual([202, 202]);
      const link = ({ download_url }: Archive) => download_url.replace(/^https?:\/\/[^/]+/, api.url);
      const [first, second] = [await archive(), await archive()];
      expect((await fetch(link(first))).status).toBe(404);
      expect((await fetch(link(second))).status).toBe(200);
      expect((await fetch(`${link(second)}x`)).status).toBe(404);
      await db.query(`update account_exports set link_expires_at = now() where user_id = $1`, [user.userId]);
      expect((await fetch(link(second))).status).toBe(404);
      expect((await db.query('select 1 from account_exports where user_id = $1', [user.userId])).rowCount).toBe(1);
      const stranger = await signUp(api.url);
      expect((await call('GET', '/api/account/export', { token: stranger.accessToken })).status).toBe(202);
      expect((await call('GET', '/api/account/export', { headers: { 'x-api-key': await makeKey() } })).status).toBe(
        403,
      );
    });

    it('is deleted after its week, file and row, and can be requested again', async () => {
      await askArchive();
      await archive();
      expect(archiveFiles().filter((name) => !name.startsWith('.'))).not.toEqual([]);
      await db.query(`update account_exports set expires_at = now() - interval '1 second' where user_id = $1`, [
        user.userId,
      ]);
      await run('system.hourly');
      await waitUntil(
        async () => (await db.query('select 1 from account_exports where user_id = $1', [user.userId])).rowCount === 0,
      );
      expect(archiveFiles().filter((name) => name.endsWith('.json'))).toEqual([]);
      expect((await askArchive()).status).toBe(202);
    });

    it('is started again when its job is lost', async () => {
      await db.query(
        `insert into account_exports (id, user_id, deadline_at, expires_at) values (gen_random_uuid(), $1, now() - interval '1 second', now() + interval '7 days')`,
        [user.userId],
      );
      await run('system.reconcile');
      await archive();
    });
  });

  it('needs the password, stops everything immediately, and is cancelled by a sign-in that asks for it', async () => {
    const key = await makeKey();
    expect((await remove({ password: 'not the password' })).body.code).toBe('invalid_credentials');
    const { status: answered, body } = await remove();
    expect(answered).toBe(202);
    expect(new Date(body.deletes_at).getTime() - Date.now()).toBeGreaterThan(6 * 86_400_000);
    expect((await call('GET', '/api/auth/me', { token: user.accessToken })).status).toBe(401);
    const keyAnswer = await call<{ code: string }>('GET', '/api/auth/me', { headers: { 'x-api-key': key } });
    expect([keyAnswer.status, keyAnswer.body.code]).toEqual([401, 'authentication_required']);

    const asked = await login();
    expect([asked.status, asked.body.code, asked.body.deletes_at]).toEqual([
      409,
      'account_deletion_pending',
      body.deletes_at,
    ]);
    expect((await login({ keep_account: true })).status).toBe(200);
    await outbox.mail(user.email, /Subject: Your account will not be deleted/);
    await run('account.erase', { userId: user.userId });
    await run('system.hourly');
    expect((await call('GET', '/api/auth/me', { headers: { 'x-api-key': key } })).status).toBe(403);
    await waitUntil(async () => (await db.query(`select 1 from outbox where queue in ('light', 'io')`)).rowCount === 0);
    expect(await status()).toBe('active');
  });

  it('comes when the grace period is over: the person is erased everywhere, a number is kept, the last mail is sent', async () => {
    await makeKey();
    await call('PUT', '/api/settings', { token: user.accessToken, body: { always_hashtags: ['mine'] } });
    await call('POST', '/api/v1/self-checks', { token: user.accessToken, body: {} });
    await askArchive();
    await archive();
    await outbox.mail(user.email, /Subject: Your data export is ready/);
    const name = `Eve ${randomUUID()}`;
    await call('PATCH', '/api/account', { token: user.accessToken, body: { name } });
    await addRejection(db, { ownerId: (await signUp(api.url)).userId, deciderId: user.userId, name });
    await remove();
    await graceIsOver();
    expect((await login()).body.code).toBe('invalid_credentials');
    await run('system.hourly');
    await erased();
    await outbox.mail(user.email, /Subject: Your account has been deleted/);
    expect(archiveFiles().filter((name) => name.endsWith('.json'))).toEqual([]);
    const { rows } = await db.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'outbox'`,
    );
    for (const { name: table } of rows) {
      const person = `to_jsonb(t)::text ilike any (array['%' || $1 || '%', '%' || $2 || '%'])`;
      const found = await db.query(`select 1 from ${table} t where ${person}`, [user.email, name]);
      expect([table, found.rowCount]).toEqual([table, 0]);
    }
    for (const [table, treatment] of dataSubjectSources(() => undefined as never).flatMap(({ tables }) =>
      Object.entries(tables),
    )) {
      if (treatment !== 'deleted') continue;
      const columns = ['user_id', 'owner_id', 'workspace_id', 'chain'].map((name) => `to_jsonb(t) ->> '${name}'`);
      const left = await db.query(`select 1 from ${table} t where $1 in (${columns.join()})`, [user.userId]);
      expect([table, left.rowCount]).toEqual([table, 0]);
    }
    const names = await db.query('select name from users where id = $1', [user.userId]);
    expect(names.rows).toEqual([{ name: 'Deleted user' }]);
    expect((await db.query('select * from broken_audit_chains()')).rows).toEqual([]);
    expect((await login()).body.code).toBe('invalid_credentials');
    expect(
      (
        await call('POST', '/api/auth/register', {
          body: { email: user.email, password: user.password, name: 'Again' },
        })
      ).status,
    ).toBe(201);
  });

  it('cancels the subscription once, and waits while Stripe is down', async () => {
    const customer = await subscribe();
    expect(await subscriptionsOf(customer)).toEqual(['active']);
    const ledger = () =>
      db.query('select key, reason from token_operations where user_id = $1 order by version', [user.userId]);
    const before = (await ledger()).rows;
    await remove();
    await stripe.control('PUT', '/faults', { down: true });
    await graceIsOver();
    await run('account.erase', { userId: user.userId });
    await waitUntil(() => installation.worker?.output().includes('payment_provider_unavailable'));
    expect(await status()).toBe('active');
    await stripe.control('PUT', '/faults', { down: false });
    for (let copy = 0; copy < 3; copy += 1) await run('account.erase', { userId: user.userId });
    await erased();
    expect(await subscriptionsOf(customer)).toEqual(['canceled']);
    const { data: cancellations } = await stripe.sdk.events.list({ type: 'customer.subscription.deleted', limit: 100 });
    expect(cancellations.filter((event) => JSON.stringify(event.data.object).includes(customer))).toHaveLength(1);
    const kept = await stripe.sdk.customers.retrieve(customer);
    expect(kept).toMatchObject({ id: customer });
    expect(JSON.stringify(kept)).not.toContain(user.email);
    expect((await ledger()).rows).toEqual(before);
    expect((await db.query('select 1 from payments where user_id = $1', [user.userId])).rowCount).toBe(1);
  });

  it('keeps the last administrator', async () => {
    await db.query(`update users set role = 'admin' where id = $1`, [user.userId]);
    expect((await remove()).body.code).toBe('last_admin');
    await db.query(`update users set role = 'user' where id = $1`, [user.userId]);
  });

  it('deletes data about sign-ins after a limited time, and nothing else', async () => {
    const other = await signUp(api.url);
    await db.query(
      `update sessions set revoked_at = now() - interval '31 days', revoked_reason = 'signed_out' where user_id = $1`,
      [user.userId],
    );
    await db.query(
      `insert into sign_in_delays (key, failures, last_failure_at) values ('account:old', 3, now() - interval '2 days'), ('account:new', 3, now())`,
    );
    await service(DataSource).transaction((manager) => service(AuthMaintenanceRepository).purge(manager));
    // Rows, not deletions: the worker's hourly task may have deleted the same rows a moment earlier.
    const keys = await db.query(`select key from sign_in_delays where key in ('account:old', 'account:new')`);
    expect(keys.rows).toEqual([{ key: 'account:new' }]);
    expect((await db.query('select from sessions where user_id = $1', [user.userId])).rowCount).toBe(0);
    expect((await call('GET', '/api/auth/me', { token: other.accessToken })).status).toBe(200);
  });
});
