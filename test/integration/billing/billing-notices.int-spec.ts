import type Stripe from 'stripe';
import { paymentSuite } from '../../support/model/payment-suite';
import { eventsOf } from '../../support/model/test-payments';

const suite = paymentSuite();
const { sdk, control, customerId, buy, subscription } = suite;
/** Updates our copy of the customer, as three concurrent deliveries of an event and a late one would. */
const sync = async () => {
  const id = await customerId();
  await Promise.all([1, 2, 3].map(() => suite.payments.sync.sync(id)));
  await suite.payments.sync.sync(id);
};
const subscriptions = async () =>
  (await sdk().subscriptions.list({ customer: await customerId(), status: 'all' })).data;
const priceOf = async (lookupKey: string) =>
  (await sdk().prices.list({ lookup_keys: [lookupKey] })).data[0]?.id as string;
const notices = async () =>
  suite.payments.dataSource.query<{ kind: string; facts: Record<string, unknown> }[]>(
    'select kind, facts from billing_notices where user_id = $1 order by created_at, id',
    [suite.buyer.userId],
  );
const kinds = async () => (await notices()).map(({ kind }) => kind);

describe('notices about payments', () => {
  it('are one receipt for each payment, and one notice for each step of a refund or dispute', async () => {
    const { id, payment_intent: intent } = await buy('reelway_tokens_100');
    await sync();
    expect(await notices()).toEqual([
      {
        kind: 'tokens_added',
        facts: {
          reference: id,
          lookupKey: 'reelway_tokens_100',
          quantity: 1,
          amount: 999,
          currency: 'usd',
          tokens: 100_000_000,
        },
      },
    ]);
    const refund = await sdk().refunds.create({ payment_intent: intent as string, amount: 333 });
    await sync();
    await control(`/refunds/${refund.id}/fail`);
    await sync();
    expect((await notices()).slice(1).map(({ kind, facts }) => [kind, facts.amountBack, facts.tokensBack])).toEqual([
      ['payment_reversed', 333, 33_333_333],
      ['payment_reversed', 0, 0],
    ]);
  });

  it('are a failed payment once for each unpaid invoice, and the end of the plan once', async () => {
    await buy('uploadm8_creator_monthly');
    await sync();
    await control(`/customers/${await customerId()}/card`, { card: 'declined' });
    await control('/clock/advance', { days: 32 });
    await sync();
    await control('/clock/advance', { days: 1 });
    await sync();
    expect(await kinds()).toEqual(['tokens_added', 'payment_failed']);
    await sdk().subscriptions.cancel((await subscription()).id);
    await sync();
    expect((await notices()).at(-1)).toEqual({ kind: 'subscription_ended', facts: { tier: 'creator' } });
    expect(await kinds()).toHaveLength(3);
  });

  it('are a change of the plan, once per change', async () => {
    await buy('uploadm8_solo_monthly');
    await sync();
    const { id, items } = await subscription();
    for (const lookupKey of ['uploadm8_creator_monthly', 'uploadm8_solo_monthly', 'uploadm8_creator_monthly']) {
      await sdk().subscriptions.update(id, { items: [{ id: items.data[0]?.id, price: await priceOf(lookupKey) }] });
      await sync();
    }
    const changes = (await notices()).filter(({ kind }) => kind === 'plan_changed').map(({ facts }) => facts);
    expect(changes).toEqual([
      { from: 'solo', to: 'creator' },
      { from: 'creator', to: 'solo' },
      { from: 'solo', to: 'creator' },
    ]);
  });

  it('are none about a subscription that ended before we knew of it', async () => {
    await buy('uploadm8_solo_monthly');
    await sdk().subscriptions.cancel((await subscription()).id);
    await sync();
    expect(await kinds()).toEqual(['tokens_added']);
  });

  it.each([
    ['once, however often Stripe says it', async () => undefined, 1],
    ['not when it was cancelled meanwhile', async (id: string) => sdk().subscriptions.cancel(id), 0],
    [
      'not when it will not be charged',
      async (id: string) => sdk().subscriptions.update(id, { cancel_at_period_end: true }),
      0,
    ],
  ])('are the end of a trial three days before: %s', async (_, meanwhile, times) => {
    await buy('reelway_tokens_100');
    const { id } = await sdk().subscriptions.create({
      customer: await customerId(),
      items: [{ price: await priceOf('uploadm8_solo_monthly') }],
      trial_period_days: 7,
    });
    await sync();
    await control('/clock/advance', { days: 5 });
    const [event] = await eventsOf(suite.payments.emulator, await customerId(), [
      'customer.subscription.trial_will_end',
    ]);
    await meanwhile(id);
    await suite.payments.dataSource.query(
      `insert into payment_events (id, type, payload, created_at) values ($1, $2, $3, now())`,
      [event?.id, event?.type, JSON.stringify(event)],
    );
    await Promise.all([1, 2, 3].map(() => suite.payments.inbox.process(event?.id ?? '')));
    const trials = (await notices()).filter(({ kind }) => kind === 'trial_ending');
    expect(trials.map(({ facts }) => facts.tier)).toEqual(Array.from({ length: times }, () => 'solo'));
  });
});

describe('two subscriptions of one customer', () => {
  it('leave the newest paid one; the other is cancelled, credited and reported once', async () => {
    await buy('uploadm8_solo_monthly');
    const customer = await customerId();
    const second = await sdk().subscriptions.create({
      customer,
      items: [{ price: await priceOf('uploadm8_creator_monthly') }],
    });
    const trial = await sdk().subscriptions.create({
      customer,
      items: [{ price: await priceOf('uploadm8_studio_monthly') }],
      trial_period_days: 7,
    });
    await suite.payments.sync.sync(customer);
    await sync();
    expect((await subscriptions()).filter(({ status }) => status !== 'canceled').map(({ id }) => id)).toEqual([
      second.id,
    ]);
    const { balance } = (await sdk().customers.retrieve(customer)) as Stripe.Customer;
    expect(balance).toBeLessThanOrEqual(-990);
    expect(balance).toBeGreaterThanOrEqual(-999);
    const duplicates = (await notices()).filter(({ kind }) => kind === 'subscription_duplicate');
    expect(duplicates.map(({ facts }) => facts.subscription)).toContain(trial.id);
    expect(duplicates).toHaveLength(2);
    expect(await kinds()).not.toContain('subscription_ended');
    const rows = await suite.payments.dataSource.query(
      `select tier from subscriptions where user_id = $1 and status <> 'canceled'`,
      [suite.buyer.userId],
    );
    expect(rows).toEqual([{ tier: 'creator' }]);
    await control('/clock/advance', { days: 32 });
    await sync();
    const tokens = await suite.payments.dataSource.query(
      `select tokens::float8 / 1e6 as tokens from payments where user_id = $1 order by paid_at desc limit 1`,
      [suite.buyer.userId],
    );
    expect(tokens).toEqual([{ tokens: 100 }]);
  });
});

describe('old events', () => {
  it('stay known with their outcome, but their content is deleted after 90 days', async () => {
    const insert = (id: string, days: number, processed: boolean) =>
      suite.payments.dataSource.query(
        `insert into payment_events (id, type, payload, created_at, processed_at, attempts)
          values ($1, 'invoice.paid', '{"id":1}', now(), case when $3 then now() - $2::int * interval '1 day' end, 1)`,
        [id, days, processed],
      );
    await insert('evt_old', 91, true);
    await insert('evt_young', 89, true);
    await insert('evt_open', 0, false);
    expect(await suite.payments.inbox.purgePayloads(100)).toBe(1);
    expect(await suite.payments.inbox.purgePayloads(100)).toBe(0);
    const rows = await suite.payments.dataSource.query(
      `select id, payload is null as forgotten, attempts, processed_at is not null as processed from payment_events where id in ('evt_old', 'evt_young', 'evt_open') order by id`,
    );
    expect(rows).toEqual([
      { id: 'evt_old', forgotten: true, attempts: 1, processed: true },
      { id: 'evt_open', forgotten: false, attempts: 1, processed: false },
      { id: 'evt_young', forgotten: false, attempts: 1, processed: true },
    ]);
    await expect(suite.payments.inbox.process('evt_old')).rejects.toThrow('its content was deleted');
    await suite.payments.dataSource.query(
      `delete from payment_events where id in ('evt_old', 'evt_young', 'evt_open')`,
    );
  });
});
