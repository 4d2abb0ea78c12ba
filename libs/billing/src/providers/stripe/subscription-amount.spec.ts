import type Stripe from 'stripe';
import { subscriptionAmount } from './subscription-amount';

const HALF = { percent_off: 50, amount_off: null, duration: 'forever' };
const TWO_OFF = { percent_off: null, amount_off: 200, currency: 'usd', duration: 'repeating' };

type Ends = readonly (number | null)[];
const discountsOf = (coupons: readonly object[], ends: Ends) =>
  coupons.map((coupon, index) => ({ source: { type: 'coupon', coupon }, end: ends[index] ?? null }));
const amountOf = (price: object, coupons: object[] = [], ends: Ends = [], ofItem: object[] = []) =>
  subscriptionAmount({
    items: {
      data: [
        {
          quantity: 1,
          price: { currency: 'usd', unit_amount: 999, product: 'prod_solo', ...price },
          discounts: discountsOf(ofItem, []),
        },
      ],
    },
    discounts: discountsOf(coupons, ends),
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
      laterDiscounts: [],
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
    ['the product', [{ ...HALF, applies_to: { products: ['prod_other', 'prod_solo'] } }], 500],
    ['another product', [{ ...HALF, applies_to: { products: ['prod_other'] } }], 0],
  ])('is reduced by a discount of %s', (_, coupons, discount) => {
    expect(amountOf(MONTHLY, coupons)).toMatchObject({ amount: 999, discount });
    expect(amountOf(MONTHLY, [], [], coupons)).toMatchObject({ amount: 999, discount });
  });

  it('is reduced by discounts of the plan before those of the subscription', () => {
    // 999 - 500 - 200, and not (999 - 200) / 2.
    expect(amountOf(MONTHLY, [TWO_OFF], [], [HALF])).toMatchObject({ discount: 700 });
  });

  it('changes with the end of each discount', () => {
    const [early, late] = [1_700_000_000, 1_700_000_100];
    expect(amountOf(MONTHLY, [HALF, TWO_OFF, TWO_OFF, TWO_OFF], [null, late, early, late])).toMatchObject({
      discount: 999,
      discountEndsAt: new Date(early * 1_000),
      laterDiscounts: [
        { from: new Date(early * 1_000), discount: 900 },
        { from: new Date(late * 1_000), discount: 500 },
      ],
    });
  });

  it('is unknown for a price by consumption', () => {
    expect(amountOf({ ...MONTHLY, unit_amount: null })).toBeNull();
  });
});
