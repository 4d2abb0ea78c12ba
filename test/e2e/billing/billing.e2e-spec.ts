import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type Stripe from 'stripe';
import { MailOutbox } from '../../support/emulators/mail-outbox';
import { type StripeEmulator, startStripeEmulator } from '../../support/emulators/stripe-emulator';
import { signUp, type TestAccount } from '../../support/harness/test-account';
import { startTestApi, type TestApi } from '../../support/harness/test-app';
import { startWorkerProcess, type TestWorker } from '../../support/harness/test-worker';
import { waitUntil } from '../../support/harness/wait-until';
import { httpClient } from '../../support/servers/http-client';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

interface Ledger {
  entries: { number: number; kind: string; change: number; balance: number; reference: string }[];
  next_cursor: string | null;
}

describe('billing over HTTP', () => {
  let database: TestDatabase;
  let emulator: StripeEmulator;
  let api: TestApi;
  let worker: TestWorker;
  let account: TestAccount;
  const mails = new MailOutbox();

  beforeAll(async () => {
    database = await createTestDatabase();
    emulator = await startStripeEmulator();
    const env = { STRIPE_SECRET_KEY: 'sk_test_emulator', STRIPE_API_URL: emulator.url };
    const { stdout: printed } = await promisify(execFile)(process.execPath, ['dist/src/stripe-setup.js'], {
      env: { ...process.env, ...env, DATABASE_URL: database.url, BASE_URL: 'http://127.0.0.1:1' },
    });
    const stripe = { ...env, STRIPE_WEBHOOK_SECRET: /STRIPE_WEBHOOK_SECRET=(\S+)/.exec(printed)?.[1] ?? '' };
    api = await startTestApi({ databaseUrl: database.url, env: { ...stripe, RATE_LIMIT_MAX: '1000' } });
    worker = await startWorkerProcess({ databaseUrl: database.url, env: { ...stripe, DATA_DIR: mails.dataDir } });
    const [endpoint] = (await emulator.sdk.webhookEndpoints.list()).data;
    await emulator.sdk.webhookEndpoints.update(endpoint?.id ?? '', { url: `${api.url}/api/billing/webhook` });
    account = await signUp(api.url);
  });
  afterAll(async () => {
    await worker?.stop();
    await api?.close();
    await emulator.close();
    await database.drop();
    mails.remove();
  });

  const call = <T>(method: string, path: string, body?: object, token: string | undefined = account.accessToken) =>
    httpClient(api.url)<T>(method, `/api/billing${path}`, { token, body });
  const pay = (sessionId: string) => emulator.control('POST', `/checkout/${sessionId}/pay`, {});

  it('shows plans and prices to everybody', async () => {
    const { body: plans } = await httpClient(api.url)<{
      plans: { tier: string; uploads_per_month: number | null; features: string[] }[];
    }>('GET', '/api/billing/plans');
    expect(plans.plans).toHaveLength(8);
    expect(plans.plans.find(({ tier }) => tier === 'growth')).toMatchObject({
      unit_amount: 2_999,
      uploads_per_month: 500,
      connected_accounts: 8,
      included_tokens: 300,
    });
    expect(plans.plans.find(({ tier }) => tier === 'lifetime')).toMatchObject({
      lookup_key: null,
      uploads_per_month: null,
    });
    const { body: prices } = await httpClient(api.url)<{ configured: boolean; prices: object[] }>(
      'GET',
      '/api/billing/prices',
    );
    expect(prices.configured).toBe(true);
    expect(prices.prices).toHaveLength(10);
    expect(prices.prices).toContainEqual({
      lookup_key: 'reelway_tokens_500',
      product: '500 tokens',
      unit_amount: 3_999,
      currency: 'usd',
      interval: null,
      kind: 'token_pack',
      tokens: 500,
    });
  });

  it('sells a plan and a pack: paid at Stripe, reported by webhook, handled by the worker', async () => {
    expect((await call<{ tier: string }>('GET', '/subscription')).body).toMatchObject({
      tier: 'starter',
      source: 'free',
      uploads_per_month: 10,
      uploads_taken: 0,
    });
    const plan = await call<{ url: string; session_id: string }>('POST', '/checkout', {
      lookup_key: 'uploadm8_creator_monthly',
    });
    expect([plan.status, plan.body.url]).toEqual([200, `${emulator.url}/pay/${plan.body.session_id}`]);
    await pay(plan.body.session_id);
    await waitUntil(async () => (await call<{ tier: string }>('GET', '/subscription')).body.tier === 'creator');
    const pack = await call<{ session_id: string }>('POST', '/checkout', { lookup_key: 'reelway_tokens_500' });
    await pay(pack.body.session_id);
    await waitUntil(async () => (await call<{ balance: number }>('GET', '/tokens')).body.balance === 600);
    const first = (await call<Ledger>('GET', '/tokens/ledger?limit=1')).body;
    expect(first.entries).toEqual([
      expect.objectContaining({ number: 2, kind: 'grant', change: 500, balance: 600, reference: pack.body.session_id }),
    ]);
    const second = (await call<Ledger>('GET', `/tokens/ledger?limit=1&cursor=${first.next_cursor}`)).body;
    expect([second.entries[0]?.change, second.next_cursor]).toEqual([100, null]);
    expect(await call('GET', '/tokens/ledger?cursor=2')).toMatchObject({
      status: 422,
      body: { code: 'invalid_input' },
    });
    const { invoices } = (await call<{ invoices: object[] }>('GET', '/invoices')).body;
    expect(invoices).toEqual([
      expect.objectContaining({ kind: 'pack', amount: 3_999, currency: 'usd', tokens: 500 }),
      expect.objectContaining({ kind: 'period', amount: 1_999, lookup_key: 'uploadm8_creator_monthly' }),
    ]);
    expect(
      (await call<{ session_id: null; url: string }>('POST', '/checkout', { lookup_key: 'uploadm8_studio_monthly' }))
        .body,
    ).toEqual({
      session_id: null,
      url: expect.stringContaining('/portal/'),
    });
    expect((await call<{ url: string }>('POST', '/portal')).body.url).toContain(`${emulator.url}/portal/`);
    const receipt = await mails.mail(account.email, /Receipt for 500 tokens/);
    expect(receipt).toMatch(/We received \$39\.99 for a pack of 500 tokens and added 500 tokens to your account\./);
    await mails.mail(account.email, /Receipt for your Creator plan/);
    expect(mails.to(account.email).filter((mail) => /^Subject: Receipt/m.test(mail))).toHaveLength(2);
  });

  it('closes payment pages when the deletion of the account is requested', async () => {
    const leaver = await signUp(api.url);
    const body = { lookup_key: 'reelway_tokens_500' };
    const pack = await call<{ session_id: string }>('POST', '/checkout', body, leaver.accessToken);
    const status = async () => (await emulator.sdk.checkout.sessions.retrieve(pack.body.session_id)).status;
    expect(await status()).toBe('open');
    const asked = { token: leaver.accessToken, body: { password: leaver.password } };
    expect((await httpClient(api.url)('DELETE', '/api/account', asked)).status).toBe(202);
    await waitUntil(async () => (await status()) === 'expired');
  });

  it("sends receipts to the account's address after its change, and after the change was undone", async () => {
    const owner = await signUp(api.url);
    const ask = httpClient(api.url);
    const pack = await call<{ session_id: string }>(
      'POST',
      '/checkout',
      { lookup_key: 'reelway_tokens_500' },
      owner.accessToken,
    );
    const id = (await emulator.sdk.checkout.sessions.retrieve(pack.body.session_id)).customer as string;
    const address = async () => ((await emulator.sdk.customers.retrieve(id)) as Stripe.Customer).email;
    expect(await address()).toBe(owner.email);

    const next = `new-${owner.email}`;
    const asked = { token: owner.accessToken, body: { email: next } };
    expect((await ask('POST', '/api/account/email', asked)).status).toBe(202);
    const proved = { token: owner.accessToken, body: { token: await mails.token(next, 'rw_email_') } };
    expect((await ask('POST', '/api/account/email/confirm', proved)).status).toBe(204);
    await waitUntil(async () => (await address()) === next);

    const undo = { body: { token: await mails.token(owner.email, 'rw_undo_') } };
    expect((await ask('POST', '/api/account/email/undo', undo)).status).toBe(204);
    await waitUntil(async () => (await address()) === owner.email);
  });

  it('refuses what is not for sale, not signed or not allowed', async () => {
    expect(await call('POST', '/checkout', { lookup_key: 'free_for_me' })).toMatchObject({
      status: 422,
      body: { code: 'price_unknown' },
    });
    expect(await call('POST', '/webhook', { id: 'evt_forged' })).toMatchObject({
      status: 400,
      body: { code: 'webhook_invalid' },
    });
    const stranger = await signUp(api.url);
    expect(await call('POST', '/portal', undefined, stranger.accessToken)).toMatchObject({
      status: 404,
      body: { code: 'no_customer_yet' },
    });
    expect((await call<Ledger>('GET', '/tokens/ledger', undefined, stranger.accessToken)).body).toEqual({
      entries: [],
      next_cursor: null,
    });
    expect((await httpClient(api.url)('GET', '/api/billing/tokens')).status).toBe(401);
  });

  it('reports that Stripe is down, and continues with its own data', async () => {
    await emulator.control('PUT', '/faults', { down: true });
    try {
      const answer = await call('POST', '/checkout', { lookup_key: 'reelway_tokens_100' });
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60']);
      expect(answer.body).toMatchObject({ code: 'payment_provider_unavailable' });
      expect((await call('GET', '/subscription')).body).toMatchObject({ tier: 'creator' });
    } finally {
      await emulator.control('PUT', '/faults', { down: false });
    }
  });
});

describe('billing without Stripe', () => {
  it('answers 503 with the missing variable', async () => {
    const database = await createTestDatabase();
    const api = await startTestApi({
      databaseUrl: database.url,
      env: { STRIPE_SECRET_KEY: undefined, STRIPE_WEBHOOK_SECRET: undefined },
    });
    try {
      const { accessToken: token } = await signUp(api.url);
      const call = httpClient(api.url);
      expect(await call('POST', '/api/billing/checkout', { token, body: {} })).toMatchObject({
        status: 503,
        body: { code: 'payments_not_configured', variable: 'STRIPE_SECRET_KEY' },
      });
      expect(
        (await call('POST', '/api/billing/webhook', { body: {}, headers: { 'stripe-signature': 't=1,v1=1' } })).body,
      ).toMatchObject({
        variable: 'STRIPE_WEBHOOK_SECRET',
      });
      expect((await call('GET', '/api/billing/prices')).body).toEqual({ configured: false, prices: [] });
    } finally {
      await api.close();
      await database.drop();
    }
  });
});
