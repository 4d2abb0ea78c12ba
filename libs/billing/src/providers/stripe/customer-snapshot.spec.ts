import type Stripe from 'stripe';
import { customerSnapshot, duplicatesOf } from './customer-snapshot';
import type { StripeFacts } from './payment-snapshot';

const unknown = { userId: 'user', subscriptionIds: new Set<string>() };

const subscription = (id: string, lookupKey: string, { created = 100, paid = true, status = 'active' } = {}) =>
  ({
    id,
    created,
    status,
    latest_invoice: { status: paid ? 'paid' : 'open', total: 900 },
    items: { data: [{ price: { id: `price_${lookupKey}`, lookup_key: lookupKey, metadata: {} } }] },
  }) as unknown as Stripe.Subscription;

/** The ids of the subscriptions that end, in whatever order Stripe lists them. */
function duplicates(...subscriptions: Stripe.Subscription[]): string[] {
  const [forwards, backwards] = [subscriptions, [...subscriptions].reverse()].map((list) =>
    duplicatesOf(list)
      .map(({ id }) => id)
      .sort(),
  );
  expect(backwards).toEqual(forwards);
  return forwards ?? [];
}

describe('of several live subscriptions of one customer', () => {
  it('a paid one stays, even if an unpaid one is newer', () => {
    expect(
      duplicates(
        subscription('paid', 'uploadm8_solo_monthly'),
        subscription('unpaid', 'uploadm8_studio_monthly', { created: 200, paid: false, status: 'past_due' }),
      ),
    ).toEqual(['unpaid']);
  });

  it('the newest of the paid ones stays', () => {
    expect(
      duplicates(
        subscription('old', 'uploadm8_studio_monthly'),
        subscription('new', 'uploadm8_solo_monthly', { created: 101 }),
      ),
    ).toEqual(['old']);
  });

  it.each([
    ['sub_1', 'sub_2'],
    ['sub_2', 'sub_1'],
  ])(
    'of those created in the same second the higher plan stays, whatever their ids (%s is the higher)',
    (higher, lower) => {
      expect(
        duplicates(subscription(higher, 'uploadm8_creator_monthly'), subscription(lower, 'uploadm8_solo_monthly')),
      ).toEqual([lower]);
    },
  );

  it('of equal ones created in the same second the same one stays each time', () => {
    expect(
      duplicates(subscription('sub_1', 'uploadm8_solo_monthly'), subscription('sub_2', 'uploadm8_solo_monthly')),
    ).toEqual(['sub_1']);
  });

  it('ended ones do not count', () => {
    expect(
      duplicates(
        subscription('live', 'uploadm8_solo_monthly'),
        subscription('ended', 'uploadm8_studio_monthly', { created: 200, status: 'canceled' }),
      ),
    ).toEqual([]);
  });
});

describe('the time since which a subscription is unpaid', () => {
  const invoice = (created: number, status: string, { total = 900, of = 'sub_1' } = {}) =>
    ({
      created,
      status,
      total,
      lines: { data: [] },
      parent: { subscription_details: { subscription: of } },
    }) as unknown as Stripe.Invoice;
  /** Seconds, in whatever order Stripe lists the invoices. */
  const unpaidSince = (...invoices: Stripe.Invoice[]): number | null => {
    const late = {
      ...subscription('sub_1', 'uploadm8_solo_monthly', { paid: false, status: 'past_due' }),
      latest_invoice: { created: 900 },
    } as unknown as Stripe.Subscription;
    late.items.data = late.items.data.map((item) => ({ ...item, current_period_start: 0, current_period_end: 0 }));
    const rest = { sessions: [], charges: [], disputes: [], prices: new Map() };
    const [forwards, backwards] = [invoices, invoices.toReversed()].map(
      (list) =>
        customerSnapshot({ ...rest, subscriptions: [late], invoices: list }, unknown).subscriptions[0]?.pastDueSince,
    );
    expect(backwards).toEqual(forwards);
    return forwards ? forwards.getTime() / 1_000 : null;
  };

  it.each([
    [
      'the oldest invoice after the last payment',
      [invoice(1, 'open'), invoice(2, 'paid'), invoice(3, 'open'), invoice(4, 'open')],
      3,
    ],
    ['one that was given up', [invoice(2, 'paid'), invoice(3, 'uncollectible'), invoice(4, 'open')], 3],
    ['no invoice that was cancelled or is not final', [invoice(2, 'void'), invoice(3, 'open'), invoice(4, 'draft')], 3],
    [
      'an invoice before one for nothing',
      [invoice(3, 'open'), invoice(4, 'paid', { total: 0 }), invoice(5, 'open')],
      3,
    ],
    [
      'no invoice of another subscription',
      [invoice(2, 'open', { of: 'sub_2' }), invoice(3, 'open'), invoice(4, 'paid', { of: 'sub_2' })],
      3,
    ],
    ['the latest invoice if Stripe lists none', [], 900],
  ])('is that of %s', (_, invoices, expected) => {
    expect(unpaidSince(...invoices)).toBe(expected);
  });
});

describe('a dispute', () => {
  const snapshotWith = (status: string) => {
    const pack = { lookup_key: 'reelway_tokens_100', metadata: {} };
    return customerSnapshot(
      {
        subscriptions: [],
        invoices: [],
        prices: new Map(),
        sessions: [
          {
            id: 'cs_1',
            mode: 'payment',
            payment_status: 'paid',
            payment_intent: 'pi_1',
            amount_total: 900,
            created: 1,
            line_items: { data: [{ price: pack, quantity: 1 }] },
          },
        ],
        charges: [{ id: 'ch_1', paid: true, payment_intent: 'pi_1', amount_refunded: 0 }],
        disputes: [{ charge: 'ch_1', status, amount: 900 }],
      } as unknown as StripeFacts,
      unknown,
    );
  };

  it.each([
    ['warning_needs_response', true, 0],
    ['warning_under_review', true, 0],
    ['warning_closed', false, 0],
    ['needs_response', true, 900],
    ['under_review', true, 900],
    ['lost', false, 900],
    ['won', false, 0],
  ])('that is %s: purchases are frozen %s, taken back %d', (status, frozen, amountBack) => {
    expect(snapshotWith(status)).toMatchObject({ frozen, payments: [{ amountBack }] });
  });
});
