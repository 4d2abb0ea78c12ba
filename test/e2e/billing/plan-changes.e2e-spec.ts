import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type Stripe from 'stripe';
import { type StripeEmulator, startStripeEmulator } from '../../support/emulators/stripe-emulator';
import { signUp, type TestAccount } from '../../support/harness/test-account';
import { startTestApi, type TestApi } from '../../support/harness/test-app';
import { startWorkerProcess, type TestWorker } from '../../support/harness/test-worker';
import { waitUntil } from '../../support/harness/wait-until';
import { httpClient } from '../../support/servers/http-client';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

describe('a plan changed in the customer portal', () => {
  let database: TestDatabase;
  let emulator: StripeEmulator;
  let api: TestApi;
  let worker: TestWorker;
  let account: TestAccount;

  beforeAll(async () => {
    database = await createTestDatabase();
    emulator = await startStripeEmulator();
    const env = { STRIPE_SECRET_KEY: 'sk_test_emulator', STRIPE_API_URL: emulator.url };
    const { stdout: printed } = await promisify(execFile)(process.execPath, ['dist/src/stripe-setup.js'], {
      env: { ...process.env, ...env, DATABASE_URL: database.url, BASE_URL: 'http://127.0.0.1:1' },
    });
    const stripe = { ...env, STRIPE_WEBHOOK_SECRET: /STRIPE_WEBHOOK_SECRET=(\S+)/.exec(printed)?.[1] ?? '' };
    api = await startTestApi({ databaseUrl: database.url, env: { ...stripe, RATE_LIMIT_MAX: '1000' } });
    worker = await startWorkerProcess({ databaseUrl: database.url, env: stripe });
    const [endpoint] = (await emulator.sdk.webhookEndpoints.list()).data;
    await emulator.sdk.webhookEndpoints.update(endpoint?.id ?? '', { url: `${api.url}/api/billing/webhook` });
  });
  beforeEach(async () => {
    account = await signUp(api.url);
  });
  afterAll(async () => {
    await worker?.stop();
    await api?.close();
    await emulator.close();
    await database.drop();
  });

  const call = <T>(method: string, path: string, body?: object) =>
    httpClient(api.url)<T>(method, `/api/billing${path}`, { token: account.accessToken, body });
  const buy = async (lookup_key: string) => {
    const { body } = await call<{ session_id: string }>('POST', '/checkout', { lookup_key });
    await emulator.control('POST', `/checkout/${body.session_id}/pay`, {});
  };
  const tier = async () => (await call<{ tier: string }>('GET', '/subscription')).body.tier;
  const scheduled = async () => {
    const { body } = await call<{ scheduled_plan: string | null; scheduled_at: string | null; period_end: string }>(
      'GET',
      '/subscription',
    );
    return [body.scheduled_plan, body.scheduled_at === body.period_end];
  };
  const tokens = async () => (await call<{ balance: number }>('GET', '/tokens')).body.balance;
  const subscription = async () => {
    const all = await emulator.sdk.subscriptions.list({ status: 'all', limit: 100 });
    return all.data.find(({ metadata }) => metadata.user_id === account.userId) as Stripe.Subscription;
  };
  const choose = async (plan: string) => {
    const [price] = (await emulator.sdk.prices.list({ lookup_keys: [`uploadm8_${plan}_monthly`] })).data;
    const { url } = (await call<{ url: string }>('POST', '/portal')).body;
    const change = `${(await subscription()).id} ${price?.id}`;
    expect((await fetch(url, { method: 'POST', body: new URLSearchParams({ change }) })).ok).toBe(true);
  };
  const totals = async () => {
    const customer = (await subscription()).customer as string;
    const { balance } = (await emulator.sdk.customers.retrieve(customer)) as Stripe.Customer;
    return [balance, ...(await emulator.sdk.invoices.list({ customer })).data.map(({ total }) => total)];
  };

  it('to a lower one begins with the next period: plan and tokens stay until then, and no money goes back', async () => {
    await buy('uploadm8_agency_monthly');
    await waitUntil(async () => (await tier()) === 'agency' && (await tokens()) === 5_000);
    await choose('solo');
    expect((await subscription()).schedule).not.toBeNull();
    await waitUntil(async () => (await scheduled())[0] !== null);
    expect(await scheduled()).toEqual(['solo', true]);
    await buy('reelway_tokens_100');
    await waitUntil(async () => (await tokens()) === 5_100);
    expect([await tier(), await totals()]).toEqual(['agency', [0, 9_999]]);

    await emulator.control('POST', '/clock/advance', { days: 32 });
    await waitUntil(async () => (await tier()) === 'solo' && (await tokens()) === 5_130);
    expect(await totals()).toEqual([0, 999, 9_999]);
    expect(await scheduled()).toEqual([null, false]);
    const { body } = await call<{ entries: { kind: string }[] }>('GET', '/tokens/ledger');
    expect(body.entries.map(({ kind }) => kind)).toEqual(['grant', 'grant', 'grant']);
  });

  it('to a higher one begins at once, and back again waits: nobody has both the tokens and the money', async () => {
    await buy('uploadm8_solo_monthly');
    await waitUntil(async () => (await tier()) === 'solo' && (await tokens()) === 30);
    await choose('agency');
    await waitUntil(async () => (await tier()) === 'agency' && Math.round((await tokens()) / 10) === 500);
    await choose('solo');
    await choose('studio');
    await choose('agency');
    const [credit, ...invoices] = await totals();
    expect(credit).toBe(0);
    expect(invoices).toEqual([expect.closeTo(9_000, -1), 999]);
    expect([await tier(), Math.round((await tokens()) / 10)]).toEqual(['agency', 500]);
    // The plan that was chosen last is the present one, so nothing is scheduled any more.
    await waitUntil(async () => (await scheduled())[0] === null);
  });

  it('to nothing ends with the period, and the free plan follows', async () => {
    await buy('uploadm8_solo_monthly');
    await waitUntil(async () => (await tier()) === 'solo');
    await emulator.sdk.subscriptions.update((await subscription()).id, { cancel_at_period_end: true });
    await waitUntil(async () => (await scheduled())[0] === 'starter');
    expect(await scheduled()).toEqual(['starter', true]);
    expect(await tier()).toBe('solo');
  });
});
