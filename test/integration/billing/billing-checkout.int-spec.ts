import { waitUntil } from '../../support/harness/wait-until';
import { openTestPayments, type TestPayments } from '../../support/model/test-payments';

let payments: TestPayments;
let buyer: Awaited<ReturnType<TestPayments['newBuyer']>>;

beforeAll(async () => {
  payments = await openTestPayments({ STRIPE_TRIAL_DAYS_DEFAULT: '7', STRIPE_AUTOMATIC_TAX: 'true' });
});
beforeEach(async () => {
  buyer = await payments.newBuyer();
});
afterAll(() => payments.close());

const customerId = async () =>
  (await payments.dataSource.query('select customer_id from billing_customers where user_id = $1', [buyer.userId]))[0]
    ?.customer_id as string;
const pay = (sessionId: string | null) => payments.emulator.control('POST', `/checkout/${sessionId}/pay`, {});
const openSessions = async () =>
  (await payments.emulator.sdk.checkout.sessions.list({ customer: await customerId(), status: 'open' })).data;
const tier = async () => (await payments.entitlements.of(buyer.userId)).tier;

describe('stripe:setup', () => {
  it('prepares an account, and changes nothing the second time', async () => {
    const steps = await payments.setup.setUp();
    expect(steps).toHaveLength(12);
    expect(new Set(steps.map(({ outcome }) => outcome))).toEqual(new Set(['kept']));
  });

  it('replaces a price that has a second currency', async () => {
    const { sdk } = payments.emulator;
    const [solo] = (await sdk.prices.list({ lookup_keys: ['uploadm8_solo_monthly'] })).data;
    await sdk.prices.create({
      product: typeof solo?.product === 'string' ? solo.product : '',
      lookup_key: 'uploadm8_solo_monthly',
      transfer_lookup_key: true,
      unit_amount: solo?.unit_amount ?? 0,
      currency: 'usd',
      currency_options: { eur: { unit_amount: 500 } },
      recurring: { interval: 'month' },
      metadata: { lookup_key: 'uploadm8_solo_monthly' },
    });
    const steps = await payments.setup.setUp();
    expect(steps.filter(({ outcome }) => outcome !== 'kept').map(({ what }) => what)).toEqual([
      'price uploadm8_solo_monthly',
      'customer portal',
    ]);
  });

  it('replaces a price that has another amount, and keeps subscribers at the old price on their plan', async () => {
    const { sdk } = payments.emulator;
    const { sessionId } = await payments.checkout.checkout(buyer, 'uploadm8_growth_monthly');
    await pay(sessionId);
    const [growth] = (await sdk.prices.list({ lookup_keys: ['uploadm8_growth_monthly'] })).data;
    const product = typeof growth?.product === 'string' ? growth.product : '';
    await sdk.prices.create({
      product,
      lookup_key: 'uploadm8_growth_monthly',
      transfer_lookup_key: true,
      unit_amount: 1,
      currency: 'usd',
      recurring: { interval: 'month' },
    });
    const steps = await payments.setup.setUp();
    expect(steps.filter(({ outcome }) => outcome !== 'kept').map(({ what, outcome }) => [what, outcome])).toEqual([
      ['price uploadm8_growth_monthly', 'changed'],
      ['customer portal', 'changed'],
    ]);
    expect((await sdk.prices.retrieve(growth?.id ?? '')).lookup_key).toBeNull();
    await payments.sync.sync(await customerId());
    await waitUntil(async () => (await tier()) === 'growth');
  });
});

describe('checkout', () => {
  it('creates one customer and one open session for 50 concurrent attempts', async () => {
    const pages = await Promise.all(
      Array.from({ length: 50 }, () => payments.checkout.checkout(buyer, 'uploadm8_solo_monthly')),
    );
    expect(new Set(pages.map(({ sessionId }) => sessionId)).size).toBe(1);
    expect((await payments.emulator.sdk.customers.list({ email: buyer.email })).data).toHaveLength(1);
    expect(await openSessions()).toHaveLength(1);
  });

  it('opens a new session when the old one has ended, and closes one for another plan', async () => {
    const first = await payments.checkout.checkout(buyer, 'uploadm8_solo_monthly');
    expect((await payments.checkout.checkout(buyer, 'uploadm8_solo_monthly')).sessionId).toBe(first.sessionId);
    await payments.emulator.sdk.checkout.sessions.expire(first.sessionId ?? '');
    const second = await payments.checkout.checkout(buyer, 'uploadm8_solo_monthly');
    expect(second.sessionId).not.toBe(first.sessionId);
    const third = await payments.checkout.checkout(buyer, 'uploadm8_studio_monthly');
    expect((await openSessions()).map(({ id }) => id)).toEqual([third.sessionId]);
  });

  it('sends a subscriber to the portal, and gives a trial only once', async () => {
    const { sessionId } = await payments.checkout.checkout(buyer, 'uploadm8_creator_monthly');
    await pay(sessionId);
    await payments.sync.sync(await customerId());
    await waitUntil(async () => (await tier()) === 'creator');
    expect((await payments.ledger.balance(buyer.userId)).available).toBe(0);
    expect(await payments.checkout.checkout(buyer, 'uploadm8_studio_monthly')).toEqual({
      sessionId: null,
      url: expect.stringContaining('/portal/'),
    });
    const [subscription] = (await payments.emulator.sdk.subscriptions.list({ customer: await customerId() })).data;
    expect(subscription?.status).toBe('trialing');
    await payments.emulator.sdk.subscriptions.cancel(subscription?.id ?? '');
    await payments.sync.sync(await customerId());
    const again = await payments.checkout.checkout(buyer, 'uploadm8_creator_monthly');
    await pay(again.sessionId);
    const [second] = (await payments.emulator.sdk.subscriptions.list({ customer: await customerId() })).data;
    expect([second?.status, second?.trial_end]).toEqual(['active', null]);
  });

  it('opens a page with the new addresses right after a change of the configuration', async () => {
    await payments.checkout.checkout(buyer, 'uploadm8_solo_monthly');
    const changed = await openTestPayments({
      DATABASE_URL: payments.databaseUrl,
      STRIPE_API_URL: payments.emulator.url,
      STRIPE_SUCCESS_URL: 'https://video.example/paid',
    });
    try {
      const { sessionId } = await changed.checkout.checkout(buyer, 'uploadm8_solo_monthly');
      expect((await openSessions()).map(({ id, success_url }) => [id, success_url])).toEqual([
        [sessionId, 'https://video.example/paid'],
      ]);
    } finally {
      await changed.close();
    }
  });

  it('refuses what is not for sale', async () => {
    await expect(payments.checkout.checkout(buyer, 'price_of_somebody')).rejects.toMatchObject({
      code: 'price_unknown',
    });
    await expect(payments.checkout.portal(buyer.userId)).rejects.toMatchObject({ code: 'no_customer_yet' });
  });

  it('reports that Stripe does not answer', async () => {
    await payments.checkout.checkout(buyer, 'uploadm8_solo_monthly');
    await payments.emulator.control('PUT', '/faults', { down: true });
    try {
      await expect(payments.checkout.checkout(buyer, 'uploadm8_solo_monthly')).rejects.toMatchObject({
        code: 'payment_provider_unavailable',
        kind: 'unavailable',
      });
    } finally {
      await payments.emulator.control('PUT', '/faults', { down: false });
    }
  });
});

describe('without a key', () => {
  it('names the missing variable, and everything else works', async () => {
    const unpaid = await openTestPayments({ STRIPE_SECRET_KEY: '', STRIPE_WEBHOOK_SECRET: '' });
    try {
      const someone = await unpaid.newBuyer();
      const missing = (variable: string) => ({
        code: 'payments_not_configured',
        kind: 'unavailable',
        options: { extra: { variable } },
      });
      await expect(unpaid.checkout.checkout(someone)).rejects.toMatchObject(missing('STRIPE_SECRET_KEY'));
      await expect(unpaid.checkout.portal(someone.userId)).rejects.toMatchObject(missing('STRIPE_SECRET_KEY'));
      await expect(unpaid.inbox.receive(Buffer.from('{}'), 't=1,v1=1')).rejects.toMatchObject(
        missing('STRIPE_WEBHOOK_SECRET'),
      );
      expect((await unpaid.entitlements.of(someone.userId)).tier).toBe('starter');
    } finally {
      await unpaid.close();
    }
  });
});
