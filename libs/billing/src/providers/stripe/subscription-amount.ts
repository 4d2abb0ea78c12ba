import type Stripe from 'stripe';
import { dateOf } from './stripe-fields';

/** What a subscription costs for each billing interval, in the smallest unit of its currency. */
export interface SubscriptionAmount {
  /** Before discounts. */
  amount: number;
  currency: string;
  interval: 'day' | 'week' | 'month' | 'year';
  intervalCount: number;
  /** The part of `amount` that discounts of the subscription take off; a discount for a single invoice does not count. */
  discount: number;
  /** When the first of these discounts ends; null if none does. */
  discountEndsAt: Date | null;
}

/**
 * Null for a price without a fixed amount.
 * @param subscription with its discounts and their coupons expanded
 */
export function subscriptionAmount({ items, discounts }: Stripe.Subscription): SubscriptionAmount | null {
  const [item] = items.data;
  if (!item?.price.recurring || item.price.unit_amount === null) return null;
  const { currency, recurring, unit_amount: unitAmount } = item.price;
  const amount = unitAmount * (item.quantity ?? 1);
  const lasting = discounts.flatMap((discount) => {
    const coupon = typeof discount === 'string' ? null : discount.source.coupon;
    if (typeof discount === 'string' || coupon === null || typeof coupon === 'string') return [];
    return coupon.duration === 'once' ? [] : [{ coupon, end: discount.end }];
  });
  const rest = lasting.reduce((left, { coupon }) => afterDiscount(left, coupon, currency), amount);
  const ends = lasting.flatMap(({ end }) => end ?? []);
  return {
    amount,
    currency,
    interval: recurring.interval as SubscriptionAmount['interval'],
    intervalCount: recurring.interval_count,
    discount: amount - rest,
    discountEndsAt: ends.length === 0 ? null : dateOf(Math.min(...ends)),
  };
}

function afterDiscount(amount: number, coupon: Stripe.Coupon, currency: string): number {
  if (coupon.percent_off !== null) return amount - Math.round((amount * coupon.percent_off) / 100);
  const off = coupon.currency === currency ? coupon.amount_off : coupon.currency_options?.[currency]?.amount_off;
  return Math.max(0, amount - (off ?? 0));
}
