import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { Client } from 'pg';
import { MailOutbox } from '../../support/emulators/mail-outbox';
import { newPassword } from '../../support/harness/test-account';
import { type ApiProcess, startApiProcess } from '../../support/harness/test-api-process';
import { startWorkerProcess, type TestWorker } from '../../support/harness/test-worker';
import { waitUntil } from '../../support/harness/wait-until';
import { httpClient } from '../../support/servers/http-client';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

interface Answer {
  access_token: string;
  refresh_token: string;
  key: string;
  id: string;
  job_id: string;
  secret: string;
  recovery_codes: string[];
}

/**
 * Signs up, uses everything that has a secret, also wrongly, and then searches for those secrets where they must not
 * be.
 */
describe('secrets', () => {
  const outbox = new MailOutbox();
  const adminKey = `admin-key-${randomUUID()}`;
  const word = () => randomUUID().replaceAll('-', '');
  /** Variables of services that do not answer, so that each of them causes a log line. */
  const services = {
    SHOTSTACK_API_KEY: word(),
    SHOTSTACK_API_URL: 'http://127.0.0.1:9/edit/v1',
    STRIPE_SECRET_KEY: `sk_test_${word()}`,
    STRIPE_WEBHOOK_SECRET: `whsec_${word()}`,
    STRIPE_API_URL: 'http://127.0.0.1:9',
    R2_ENDPOINT_URL: 'http://127.0.0.1:9',
    R2_ACCESS_KEY_ID: word(),
    R2_SECRET_ACCESS_KEY: word(),
    R2_BUCKET_NAME: 'canaries',
    DISCORD_API_URL: 'http://127.0.0.1:9',
  };
  let database: TestDatabase;
  let api: ApiProcess;
  let worker: TestWorker;
  let db: Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    const env = { DATA_DIR: outbox.dataDir, LOG_LEVEL: 'trace', ...services };
    api = await startApiProcess({
      databaseUrl: database.url,
      env: { ...env, ADMIN_API_KEY: adminKey, RATE_LIMIT_MAX: '1000' },
    });
    worker = await startWorkerProcess({ databaseUrl: database.url, env });
    db = new Client({ connectionString: database.url });
    await db.connect();
  });
  afterAll(async () => {
    await worker?.stop();
    await api?.stop();
    await db?.end();
    await database.drop();
    outbox.remove();
  });

  it('[emulator 32] appear in no log, no error body, no job and no table', async () => {
    const bodies: string[] = [];
    const request = httpClient(api.url);
    const call = async (method: string, path: string, options: Parameters<typeof request>[2] = {}) => {
      const answer = await request<Answer>(method, path, options);
      if (answer.status >= 400) bodies.push(JSON.stringify(answer.body));
      return answer.body;
    };
    const email = `canary-${randomUUID()}@example.test`;
    const [password, wrongPassword, nextPassword] = [newPassword(), newPassword(), newPassword()];
    const first = await call('POST', '/api/auth/register', { body: { email, password, name: 'Canary' } });
    await call('POST', '/api/auth/register', { body: { email, password, name: 'Canary' } });
    await call('POST', '/api/auth/register', {
      body: { email: 'not an address', password: wrongPassword, name: 1, unknown: wrongPassword },
    });
    const verification = await outbox.token(email, 'rw_verify_');
    // With the session that registered: without it, confirming the address removes everything created before.
    await call('POST', '/api/auth/verify-email', { token: first.access_token, body: { token: verification } });
    await call('POST', '/api/auth/verify-email', { body: { token: verification } });
    await call('POST', '/api/auth/login', { body: { email, password: wrongPassword } });
    const second = await call('POST', '/api/auth/refresh', { body: { refresh_token: first.refresh_token } });
    const { access_token: token } = second;
    const key = await call('POST', '/api/keys', { token, body: { name: 'CI', scopes: ['render:read'] } });
    const rotated = await call('POST', `/api/keys/${key.id}/rotate`, { token, body: {} });
    await call('GET', '/api/auth/me', { headers: { 'x-api-key': rotated.key } });
    await call('GET', `/nothing?key=${rotated.key}&token=${second.refresh_token}`, {
      headers: { 'x-api-key': rotated.key },
    });
    await call('GET', '/api/admin/users/search', { headers: { 'x-admin-key': `${adminKey}-wrong` } });
    await call('GET', '/api/admin/users/search', { headers: { 'x-admin-key': adminKey } });
    const discord = `canary${word()}`;
    await db.query(
      `insert into entitlement_grants (id, user_id, tier, note) select gen_random_uuid(), id, 'agency', 'test' from users where email = $1`,
      [email],
    );
    await call('PUT', '/api/settings', {
      token,
      body: { discord_webhook: `https://discord.com/api/webhooks/1/${discord}` },
    });
    await call('PUT', '/api/settings', {
      token,
      body: { discord_webhook: `https://example.com/api/webhooks/1/${discord}` },
    });
    await call('POST', '/api/notifications/test', { token, body: { channel: 'discord' } });
    await call('POST', '/api/billing/checkout', { token, body: {} });
    await call('POST', '/api/billing/webhook', {
      headers: { 'stripe-signature': `t=1,v1=${services.STRIPE_WEBHOOK_SECRET}` },
      body: {},
    });
    const edit = {
      timeline: { tracks: [{ clips: [{ asset: { type: 'title', text: 'A' }, start: 0, length: 1 }] }] },
      output: { format: 'mp4', resolution: 'sd' },
    };
    const render = await call('POST', '/api/v1/render', { token, body: edit });
    await call('GET', `/api/v1/render/${render.job_id}`, { token });
    await call('GET', '/health');
    await waitUntil(
      async () => (await db.query('select from renders where lease_epoch > 0 and lease_until is null')).rowCount,
    );
    const { secret } = await call('POST', '/api/auth/totp/setup', { token, body: { password } });
    const { recovery_codes } = await call('POST', '/api/auth/totp/enable', {
      token,
      body: { totp: new TOTP({ secret: Secret.fromBase32(secret) }).generate() },
    });
    await call('POST', '/api/auth/password-reset', { body: { email } });
    const reset = await outbox.token(email, 'rw_reset_');
    await call('POST', '/api/auth/password-reset/confirm', { body: { token: reset, new_password: nextPassword } });
    await call('POST', '/api/auth/login', { body: { email, password: nextPassword, totp: recovery_codes[0] } });
    await outbox.mail(email, /Subject: Your password was changed/);

    const canaries = Object.entries({
      password,
      wrongPassword,
      nextPassword,
      verification,
      reset,
      secret,
      adminKey,
      access: first.access_token,
      secondAccess: token,
      refresh: first.refresh_token,
      secondRefresh: second.refresh_token,
      key: key.key,
      rotated: rotated.key,
      recovery: recovery_codes[1] ?? '',
      discord,
      shotstack: services.SHOTSTACK_API_KEY,
      stripe: services.STRIPE_SECRET_KEY,
      stripeWebhook: services.STRIPE_WEBHOOK_SECRET,
      r2: services.R2_SECRET_ACCESS_KEY,
      recoveryLetters: recovery_codes[1]?.replaceAll('-', '') ?? '',
    });
    for (const [name, canary] of canaries) expect([name, canary.length > 15]).toEqual([name, true]);

    const places: Record<string, string> = {
      'API log': api.output(),
      'worker log': worker.output(),
      'error bodies': bodies.join('\n'),
    };
    const { rows } = await db.query<{ name: string }>(
      `select table_schema || '.' || table_name as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
    );
    for (const { name } of rows)
      places[name] =
        (await db.query<{ dump: string | null }>(`select string_agg(to_jsonb(t)::text, E'\\n') as dump from ${name} t`))
          .rows[0]?.dump ?? '';
    expect(places['API log']?.length).toBeGreaterThan(1_000);
    const leaks = Object.entries(places).flatMap(([place, text]) =>
      canaries.filter(([, canary]) => text.includes(canary)).map(([name]) => `${name} in ${place}`),
    );
    expect(leaks).toEqual([]);
  });
});
