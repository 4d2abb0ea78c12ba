import type Stripe from 'stripe';
import { duplicatesOf } from './customer-snapshot';

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
