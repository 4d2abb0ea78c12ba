import { microTokens, PLANS, tokens } from '@app/billing';
import { commitGroup, newId } from '@app/core';
import type Stripe from 'stripe';
import { openTestPayments, type TestPayments } from '../../support/model/test-payments';

describe('tokens of a plan and the money for it', () => {
  let payments: TestPayments;
  let buyer: Awaited<ReturnType<TestPayments['newBuyer']>>;

  beforeAll(async () => {
    payments = await openTestPayments();
  });
  beforeEach(async () => {
    buyer = await payments.newBuyer();
  });
  afterEach(() => payments.assertSound());
  afterAll(() => payments.close());

  const sdk = () => payments.emulator.sdk;
  const customerId = async () =>
    (await payments.dataSource.query('select customer_id from billing_customers where user_id = $1', [buyer.userId]))[0]
      ?.customer_id as string;
  const sync = async () => payments.sync.sync(await customerId());
  const buy = async (lookupKey: string) => {
    const { sessionId } = await payments.checkout.checkout(buyer, lookupKey);
    await payments.emulator.control('POST', `/checkout/${sessionId}/pay`, {});
    await sync();
  };
  const subscription = async () =>
    (await sdk().subscriptions.list({ customer: await customerId() })).data[0] as Stripe.Subscription;
  const priceOf = async (tier: string) =>
    (await sdk().prices.list({ lookup_keys: [`uploadm8_${tier}_monthly`] })).data[0]?.id as string;
  /** At once, with credit for the unused time: what an operator may do in Stripe's Dashboard. */
  const changeTo = async (tier: string) => {
    const { id, items } = await subscription();
    await sdk().subscriptions.update(id, {
      items: [{ id: items.data[0]?.id, price: await priceOf(tier) }],
      proration_behavior: 'always_invoice',
    });
    await sync();
  };
  /** Whole tokens; proration counts seconds, so that an hour more or less does not matter here. */
  const balance = async () => Math.round((await payments.ledger.balance(buyer.userId)).available / 1e6 / 10) * 10;
  const spend = async (count: number) => {
    const hold = {
      id: newId(),
      subjectType: 'render',
      subjectId: newId(),
      amount: tokens(count),
      deadlineSeconds: 600,
    };
    const reservation = { key: newId(), userId: buyer.userId, holds: [hold], reason: 'a render' };
    await commitGroup(payments.dataSource, [payments.ledger.reservation(reservation)]);
    return hold;
  };
  const settle = async (count: number) => payments.ledger.settle((await spend(count)).id, tokens(count), 'delivered');
  const grants = async () =>
    payments.dataSource.query<{ source: string; left: number }[]>(
      `select source, sum(remaining)::float8 / 1e6 as left from token_grants where user_id = $1 group by source order by source`,
      [buyer.userId],
    );

  it('go up and down together, as often as the plan changes', async () => {
    await buy('reelway_tokens_100');
    await buy('uploadm8_solo_monthly');
    for (let round = 0; round < 3; round += 1) {
      await changeTo('agency');
      expect(await balance()).toBe(5_100);
      await changeTo('solo');
      expect(await balance()).toBe(130);
    }
    await changeTo('agency');
    expect(await balance()).toBe(5_100);
  });

  it('go back without touching what was bought apart: what was spent comes off the tokens of the next plan', async () => {
    await buy('reelway_tokens_100');
    await buy('uploadm8_agency_monthly');
    await settle(4_950);
    await changeTo('solo');
    const { available, debt } = await payments.ledger.balance(buyer.userId);
    expect([available, debt]).toEqual([microTokens(100_000_000), 0]);
    expect(await grants()).toEqual([
      { source: 'purchase', left: 100 },
      { source: 'subscription', left: 0 },
    ]);
    await payments.emulator.control('POST', '/clock/advance', { days: 32 });
    await sync();
    expect(await balance()).toBe(100);
    await changeTo('agency');
    expect(await balance()).toBe(100);
    await payments.emulator.control('POST', '/clock/advance', { days: 31 });
    await sync();
    expect(await balance()).toBeGreaterThan(4_000);
    expect(await balance()).toBeLessThan(5_100);
  });

  it('go back as soon as a render that holds them gives them back', async () => {
    await buy('uploadm8_agency_monthly');
    const hold = await spend(5_000);
    await changeTo('solo');
    expect(await balance()).toBe(0);
    await payments.ledger.release(hold.id, 'cancelled');
    await sync();
    expect(await balance()).toBe(30);
  });

  it('go back with the second of two subscriptions that were paid at the same time', async () => {
    await buy('uploadm8_agency_monthly');
    // The newer one stays.
    await payments.emulator.control('POST', '/clock/advance', { seconds: 1 });
    await sdk().subscriptions.create({ customer: await customerId(), items: [{ price: await priceOf('creator') }] });
    await sync();
    expect(await balance()).toBe(100);
  });

  it.each([60, 10])('go back as they were granted when a release has changed them to %d', async (included) => {
    await buy('uploadm8_solo_monthly');
    const [charge] = (await sdk().charges.list({ customer: await customerId() })).data;
    const { includedTokens } = PLANS.solo;
    Object.assign(PLANS.solo, { includedTokens: tokens(included) });
    try {
      await sdk().refunds.create({ charge: charge?.id, amount: Math.floor((charge?.amount ?? 0) / 3) });
      await sync();
      expect(Math.round((await payments.ledger.balance(buyer.userId)).available / 1e6)).toBe(20);
      await sdk().refunds.create({ charge: charge?.id });
      await sync();
      expect(await payments.ledger.balance(buyer.userId)).toMatchObject({ available: 0, debt: 0 });
    } finally {
      Object.assign(PLANS.solo, { includedTokens });
    }
  });

  const coupon = async (terms: Stripe.CouponCreateParams) => (await sdk().coupons.create(terms)).id;
  const counted = async () => {
    await sync();
    return payments.dataSource.query(
      `select s.amount::int, s.discount::int, monthly::float8 from subscriptions s join insights_subscriptions using (user_id) where user_id = $1`,
      [buyer.userId],
    );
  };

  it('counts as revenue without the lasting discounts of the plan and of the subscription', async () => {
    await buy('uploadm8_creator_monthly');
    const { id, items } = await subscription();
    const quarter = await coupon({ percent_off: 25, duration: 'forever' });
    const other = await sdk().products.create({ name: 'Another product' });
    const ofSubscription = await Promise.all([
      coupon({
        amount_off: 300,
        currency: 'eur',
        currency_options: { usd: { amount_off: 400 } },
        duration: 'repeating',
        duration_in_months: 3,
      }),
      coupon({ percent_off: 10, duration: 'forever', applies_to: { products: [other.id] } }),
      coupon({ percent_off: 50, duration: 'once' }),
    ]);
    await sdk().subscriptions.update(id, {
      items: [{ id: items.data[0]?.id, discounts: [{ coupon: quarter }] }],
      discounts: ofSubscription.map((each) => ({ coupon: each })),
    });
    // 1,999 less a quarter is 1,499, less 400 is 1,099.
    expect(await counted()).toEqual([{ amount: 1_999, discount: 900, monthly: 1_099 }]);
    await sdk().coupons.del(quarter);
    expect(await counted()).toEqual([{ amount: 1_999, discount: 900, monthly: 1_099 }]);
    await payments.emulator.control('POST', '/clock/advance', { days: 130 });
    expect(await counted()).toEqual([{ amount: 1_999, discount: 500, monthly: 1_499 }]);
  });

  it('counts as revenue without the discount of the customer while the subscription has none', async () => {
    await buy('uploadm8_creator_monthly');
    const { id, items } = await subscription();
    const customer = await customerId();
    const terms = { percent_off: 20, duration: 'repeating', duration_in_months: 3 } as const;
    await payments.emulator.control('POST', `/customers/${customer}/discount`, { coupon: await coupon(terms) });
    // 1,999 less a fifth is 1,599.
    expect(await counted()).toEqual([{ amount: 1_999, discount: 400, monthly: 1_599 }]);
    const quarter = { coupon: await coupon({ percent_off: 25, duration: 'forever' }) };
    await sdk().subscriptions.update(id, { items: [{ id: items.data[0]?.id, discounts: [quarter] }] });
    // 1,999 less a quarter is 1,499, less a fifth is 1,199.
    expect(await counted()).toEqual([{ amount: 1_999, discount: 800, monthly: 1_199 }]);
    const hundred = { coupon: await coupon({ amount_off: 100, currency: 'usd', duration: 'forever' }) };
    await sdk().subscriptions.update(id, { discounts: [hundred] });
    expect(await counted()).toEqual([{ amount: 1_999, discount: 600, monthly: 1_399 }]);
    await sdk().subscriptions.update(id, { discounts: '' });
    expect(await counted()).toEqual([{ amount: 1_999, discount: 800, monthly: 1_199 }]);
    await sdk().customers.deleteDiscount(customer);
    expect(await counted()).toEqual([{ amount: 1_999, discount: 500, monthly: 1_499 }]);
  });
});
