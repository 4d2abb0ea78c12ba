import { microTokens, tokens } from '@app/billing';
import { newId } from '@app/core';
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
    await payments.ledger.reserve({ key: newId(), userId: buyer.userId, holds: [hold], reason: 'a render' });
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
});
