import type Stripe from 'stripe';
import { subscriptionAmount } from './subscription-amount';

const HALF = { percent_off: 50, amount_off: null, duration: 'forever' };
const TWO_OFF = { percent_off: null, amount_off: 200, currency: 'usd', duration: 'repeating' };

const amountOf = (price: object, coupons: object[] = [], ends: (number | null)[] = []) =>
  subscriptionAmount({
    items: { data: [{ quantity: 1, price: { currency: 'usd', unit_amount: 999, ...price } }] },
    discounts: coupons.map((coupon, index) => ({ source: { type: 'coupon', coupon }, end: ends[index] ?? null })),
  } as unknown as Stripe.Subscription);
const MONTHLY = { recurring: { interval: 'month', interval_count: 1 } };

describe('the amount of a subscription', () => {
  it('is its price and quantity for an interval', () => {
    expect(amountOf({ unit_amount: 9_999, recurring: { interval: 'year', interval_count: 2 } })).toEqual({
      amount: 9_999,
      currency: 'usd',
      interval: 'year',
      intervalCount: 2,
      discount: 0,
      discountEndsAt: null,
    });
  });

  it.each([
    ['a share', [HALF], 500],
    ['an amount', [TWO_OFF], 200],
    ['an amount in another currency', [{ ...TWO_OFF, currency: 'eur' }], 0],
    [
      'an amount for this currency',
      [{ ...TWO_OFF, currency: 'eur', currency_options: { usd: { amount_off: 300 } } }],
      300,
    ],
    ['more than everything', [{ ...TWO_OFF, amount_off: 5_000 }], 999],
    ['one after the other', [TWO_OFF, HALF], 600],
    ['only the first invoice', [{ ...HALF, duration: 'once' }], 0],
  ])('is reduced by a discount of %s', (_, coupons, discount) => {
    expect(amountOf(MONTHLY, coupons)).toMatchObject({ amount: 999, discount });
  });

  it('names the end of the first discount that ends', () => {
    const found = amountOf(MONTHLY, [HALF, TWO_OFF, TWO_OFF], [null, 1_700_000_100, 1_700_000_000]);
    expect(found?.discountEndsAt).toEqual(new Date(1_700_000_000_000));
  });

  it('is unknown for a price by consumption', () => {
    expect(amountOf({ ...MONTHLY, unit_amount: null })).toBeNull();
  });
});
