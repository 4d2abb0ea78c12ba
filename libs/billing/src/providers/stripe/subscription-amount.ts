import type Stripe from 'stripe';
import { dateOf, idOf } from './stripe-fields';

/** What a subscription costs for each billing interval, in the smallest unit of its currency. */
export interface SubscriptionAmount {
  /** Before discounts. */
  amount: number;
  currency: string;
  interval: 'day' | 'week' | 'month' | 'year';
  intervalCount: number;
  /**
   * The part of `amount` that discounts of the plan and of the subscription take off; a discount for a single invoice
   * does not count.
   */
  discount: number;
  /** When the first of these discounts ends; null if none does. */
  discountEndsAt: Date | null;
  /** The discount that remains after each discount ends, earliest first. */
  laterDiscounts: { from: Date; discount: number }[];
}

interface LastingDiscount {
  coupon: Stripe.Coupon;
  /** In seconds; Infinity for a discount that stays. */
  end: number;
}

/**
 * As on Stripe's invoices, discounts of the plan come before those of the subscription, each takes off a part of what
 * the ones before it left, and a coupon for other products takes off nothing. Null for a price without a fixed amount.
 * @param subscription with its discounts, those of its items, and their coupons expanded
 */
export function subscriptionAmount({ items, discounts }: Stripe.Subscription): SubscriptionAmount | null {
  const [item] = items.data;
  if (!item?.price.recurring || item.price.unit_amount === null) return null;
  const { currency, recurring, unit_amount: unitAmount } = item.price;
  const amount = unitAmount * (item.quantity ?? 1);
  const lasting = [...item.discounts, ...discounts].flatMap((each) => lastingDiscount(each, item.price) ?? []);
  const discountFrom = (moment: number) =>
    amount -
    lasting
      .filter(({ end }) => end > moment)
      .reduce((left, { coupon }) => afterDiscount(left, coupon, currency), amount);
  const ends = [...new Set(lasting.map(({ end }) => end))].filter(Number.isFinite).sort((a, b) => a - b);
  const laterDiscounts = ends.map((end) => ({ from: dateOf(end), discount: discountFrom(end) }));
  return {
    amount,
    currency,
    interval: recurring.interval as SubscriptionAmount['interval'],
    intervalCount: recurring.interval_count,
    discount: discountFrom(-Infinity),
    discountEndsAt: laterDiscounts[0]?.from ?? null,
    laterDiscounts,
  };
}

function lastingDiscount(discount: string | Stripe.Discount, { product }: Stripe.Price): LastingDiscount | undefined {
  if (typeof discount === 'string') return undefined;
  const { coupon } = discount.source;
  if (coupon === null || typeof coupon === 'string' || coupon.duration === 'once') return undefined;
  if (coupon.applies_to && !coupon.applies_to.products.includes(idOf(product) ?? '')) return undefined;
  return { coupon, end: discount.end ?? Infinity };
}

function afterDiscount(amount: number, coupon: Stripe.Coupon, currency: string): number {
  if (coupon.percent_off !== null) return amount - Math.round((amount * coupon.percent_off) / 100);
  const off = coupon.currency === currency ? coupon.amount_off : coupon.currency_options?.[currency]?.amount_off;
  return Math.max(0, amount - (off ?? 0));
}
