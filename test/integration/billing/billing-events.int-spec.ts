import Stripe from 'stripe';
import { waitUntil } from '../../support/harness/wait-until';
import { paymentSuite } from '../../support/model/payment-suite';
import { eventsOf } from '../../support/model/test-payments';

/** 720 are all orders of six events. */
const ORDERS = Number(process.env.STRIPE_EVENT_ORDERS ?? 12);

const suite = paymentSuite();
const { sdk, control, customerId, sync, tier, balance, buy, subscription } = suite;
const signed = (body: string, { secret = 'whsec_current', timestamp = Math.floor(Date.now() / 1_000) } = {}) =>
  Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp });
const receive = (event: Stripe.Event) =>
  suite.payments.inbox.receive(Buffer.from(JSON.stringify(event)), signed(JSON.stringify(event)));
const lastEvent = async () =>
  (await eventsOf(suite.payments.emulator, await customerId(), ['checkout.session.completed']))[0] as Stripe.Event;
const stored = async () =>
  (await suite.payments.dataSource.query('select count(*)::int as n from payment_events'))[0].n as number;

describe('the inbox', () => {
  it('stores an event once, whichever secret signed it', async () => {
    await buy('reelway_tokens_100');
    const event = await lastEvent();
    const body = JSON.stringify(event, null, 2);
    expect(await suite.payments.inbox.receive(Buffer.from(body), signed(body, { secret: 'whsec_previous' }))).toBe(
      event.id,
    );
    expect(await receive(event)).toBeUndefined();
  });

  it('refuses forged, stale, future, truncated, changed and other-mode events, and stores none of them', async () => {
    await buy('reelway_tokens_100');
    const event = await lastEvent();
    const body = JSON.stringify(event);
    const now = Math.floor(Date.now() / 1_000);
    const before = await stored();
    const bad: [string, string][] = [
      [body, signed(body, { secret: 'whsec_somebody' })],
      [body, signed(body, { timestamp: now - 400 })],
      [body, signed(body, { timestamp: now + 400 })],
      [body.slice(0, -10), signed(body)],
      [JSON.stringify(event, null, 1), signed(body)],
      [body, ''],
      [body, 't=,v1='],
      ['', signed('')],
    ];
    for (const [text, signature] of bad)
      await expect(suite.payments.inbox.receive(Buffer.from(text), signature)).rejects.toMatchObject({
        code: 'webhook_invalid',
        kind: 'malformed',
      });
    const live = JSON.stringify({ ...event, livemode: true });
    await expect(suite.payments.inbox.receive(Buffer.from(live), signed(live))).rejects.toMatchObject({
      code: 'webhook_invalid',
    });
    expect(await stored()).toBe(before);
  });
});

describe('payments', () => {
  it('grant the tokens of a pack once, however often and concurrently they are reported', async () => {
    await buy('reelway_tokens_500');
    await Promise.all(Array.from({ length: 10 }, () => sync()));
    await sync();
    expect(await balance()).toEqual([500, 0]);
  });

  it('may take days', async () => {
    const { id } = await buy('reelway_tokens_100', 'later');
    await sync();
    expect(await balance()).toEqual([0, 0]);
    await control(`/checkout/${id}/finish`, { succeeded: true });
    await sync();
    expect(await balance()).toEqual([100, 0]);
  });

  it('claw back the refunded share, turn spent tokens into debt, and return them when the refund fails', async () => {
    const { payment_intent: intent } = await buy('reelway_tokens_100');
    await sync();
    await sdk().refunds.create({ payment_intent: intent as string, amount: 333 });
    await sync();
    expect(await balance()).toEqual([66.666667, 0]);
    const rest = await sdk().refunds.create({ payment_intent: intent as string });
    await sync();
    expect(await balance()).toEqual([0, 0]);
    await control(`/refunds/${rest.id}/fail`);
    await sync();
    expect(await balance()).toEqual([66.666667, 0]);
  });

  it('claw back disputed tokens, block purchases meanwhile, and return everything when the dispute is won', async () => {
    const { payment_intent: intent } = await buy('reelway_tokens_100');
    await sync();
    const { latest_charge: charge } = await sdk().paymentIntents.retrieve(intent as string);
    const dispute = await control(`/charges/${charge as string}/dispute`);
    await sync();
    expect(await balance()).toEqual([0, 0]);
    await expect(suite.payments.checkout.checkout(suite.buyer, 'reelway_tokens_100')).rejects.toMatchObject({
      code: 'purchases_frozen',
    });
    await control(`/disputes/${String(dispute.id)}/close`, { won: true });
    await sync();
    expect(await balance()).toEqual([100, 0]);
    await suite.payments.checkout.checkout(suite.buyer, 'reelway_tokens_100');
  });

  it('grant the tokens of each paid month, and the difference when the plan is upgraded within it', async () => {
    await buy('uploadm8_solo_monthly');
    await sync();
    expect(await balance()).toEqual([30, 0]);
    const { id, items } = await subscription();
    const [studio] = (await sdk().prices.list({ lookup_keys: ['uploadm8_studio_monthly'] })).data;
    await sdk().subscriptions.update(id, {
      items: [{ id: items.data[0]?.id, price: studio?.id }],
      proration_behavior: 'always_invoice',
    });
    await sync();
    await waitUntil(async () => (await tier()) === 'studio');
    expect(await balance()).toEqual([1_000, 0]);
  });
});

describe('a subscription', () => {
  it('follows payments: late, recovered, cancelled', async () => {
    await buy('uploadm8_creator_monthly');
    await sync();
    await waitUntil(async () => (await tier()) === 'creator');
    await control(`/customers/${await customerId()}/card`, { card: 'declined' });
    await control('/clock/advance', { days: 32 });
    await sync();
    await waitUntil(async () => (await suite.payments.entitlements.of(suite.buyer.userId)).graceUntil !== null);
    expect(await tier()).toBe('creator');
    await suite.payments.dataSource.query(
      `update subscriptions set past_due_since = now() - interval '8 days' where user_id = $1`,
      [suite.buyer.userId],
    );
    await waitUntil(async () => (await tier()) === 'starter');
    await control(`/customers/${await customerId()}/card`, { card: 'ok' });
    const { latest_invoice: invoice } = await subscription();
    await sdk().invoices.pay(invoice as string);
    await sync();
    await waitUntil(async () => (await tier()) === 'creator');
    await sdk().subscriptions.cancel((await subscription()).id);
    await sync();
    await waitUntil(async () => (await tier()) === 'starter');
  });

  it('never takes away a grant of an administrator', async () => {
    const grantId = await suite.payments.entitlements.grant({
      userId: suite.buyer.userId,
      tier: 'agency',
      note: 'a partner',
    });
    const steps: (() => Promise<unknown>)[] = [
      () => buy('uploadm8_solo_monthly'),
      async () => control(`/customers/${await customerId()}/card`, { card: 'declined' }),
      () => control('/clock/advance', { days: 32 }),
      async () =>
        sdk().refunds.create({ charge: (await sdk().charges.list({ customer: await customerId() })).data.at(-1)?.id }),
      async () => sdk().subscriptions.cancel((await subscription()).id),
    ];
    for (const step of steps) {
      await step();
      await sync();
      expect([
        await tier(),
        (await suite.payments.entitlements.grantsOf(suite.buyer.userId)).map(({ id }) => id),
      ]).toEqual(['agency', [grantId]]);
    }
    await suite.payments.entitlements.revoke(grantId);
    await waitUntil(async () => (await tier()) === 'starter');
  });

  it(
    `ends the same in ${ORDERS} orders of its events, each delivered three times concurrently`,
    async () => {
      const ends: string[] = [];
      for (const order of orders(6, ORDERS)) {
        await suite.changeBuyer();
        const session = await buy('uploadm8_solo_monthly');
        const { id, items } = await subscription();
        const [creator] = (await sdk().prices.list({ lookup_keys: ['uploadm8_creator_monthly'] })).data;
        await sdk().subscriptions.update(id, {
          items: [{ id: items.data[0]?.id, price: creator?.id }],
          proration_behavior: 'always_invoice',
        });
        const [charge] = (await sdk().charges.list({ customer: session.customer as string })).data.slice(-1);
        await sdk().refunds.create({ charge: charge?.id });
        await sdk().subscriptions.cancel(id);
        const types = [
          'checkout.session.completed',
          'customer.subscription.created',
          'customer.subscription.updated',
          'invoice.paid',
          'charge.refunded',
          'customer.subscription.deleted',
        ];
        const chosen = await eventsOf(suite.payments.emulator, await customerId(), types);
        expect(chosen).toHaveLength(6);
        for (const index of order) {
          const event = chosen[index] as Stripe.Event;
          await Promise.all([1, 2, 3].map(() => receive(event)));
          await Promise.all([1, 2, 3].map(() => suite.payments.inbox.process(event.id)));
        }
        ends.push(await endState());
        await sync();
        ends.push(await endState());
      }
      expect(new Set(ends)).toEqual(
        new Set([
          JSON.stringify({
            tier: 'starter',
            available: 70,
            debt: 0,
            subscriptions: ['canceled creator'],
            grants: ['30/30', '70/0'],
          }),
        ]),
      );
    },
    180_000 + ORDERS * 3_000,
  );

  it('continues while Stripe is down, and catches up on everything that it missed', async () => {
    await buy('uploadm8_solo_monthly');
    await sync();
    await waitUntil(async () => (await tier()) === 'solo');
    // As an earlier version left it.
    await suite.payments.dataSource.query(
      `update subscriptions set amount = null, currency = null, billing_interval = null, interval_count = null, discount = null where user_id = $1`,
      [suite.buyer.userId],
    );
    await suite.payments.inbox.repair();
    expect(
      await suite.payments.dataSource.query(
        `select amount::int, currency, billing_interval, interval_count, discount::int, ended_at from subscriptions where user_id = $1`,
        [suite.buyer.userId],
      ),
    ).toEqual([
      { amount: 999, currency: 'usd', billing_interval: 'month', interval_count: 1, discount: 0, ended_at: null },
    ]);
    const { id } = await subscription();
    await sdk().subscriptions.cancel(id);
    await buy('reelway_tokens_100');
    const event = await lastEvent();
    await suite.payments.emulator.control('PUT', '/faults', { down: true });
    expect(await receive(event)).toBe(event.id);
    await expect(suite.payments.inbox.process(event.id)).rejects.toMatchObject({
      code: 'payment_provider_unavailable',
    });
    expect([await tier(), (await balance())[0]]).toEqual(['solo', 30]);
    await suite.payments.emulator.control('PUT', '/faults', { down: false });
    expect(await suite.payments.inbox.repair()).toMatchObject({ failed: 0 });
    await waitUntil(async () => (await tier()) === 'starter');
    expect(await balance()).toEqual([130, 0]);
    expect(await suite.payments.inbox.repair()).toEqual({ processed: 0, failed: 0 });
  });
});

async function endState(): Promise<string> {
  const [rows, grants, { available, debt }] = await Promise.all([
    suite.payments.dataSource.query('select status, tier from subscriptions where user_id = $1', [suite.buyer.userId]),
    suite.payments.dataSource.query(
      'select (amount / 1e6)::int as amount, (clawed_back / 1e6)::int as back from token_grants where user_id = $1 order by amount',
      [suite.buyer.userId],
    ),
    suite.payments.ledger.balance(suite.buyer.userId),
  ]);
  const subscriptions = rows.map((row: { status: string; tier: string }) => `${row.status} ${row.tier}`);
  const given = grants.map((grant: { amount: number; back: number }) => `${grant.amount}/${grant.back}`);
  return JSON.stringify({
    tier: 'starter',
    available: available / 1e6,
    debt: debt / 1e6,
    subscriptions,
    grants: given,
  });
}

/** The first `count` permutations of 0 … n - 1, spread over all of them. */
function orders(n: number, count: number): number[][] {
  const all = permutations(Array.from({ length: n }, (_, index) => index));
  return Array.from({ length: count }, (_, index) => all[Math.floor((index * all.length) / count)] ?? []);
}

function permutations(items: readonly number[]): number[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((first) => permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]));
}
