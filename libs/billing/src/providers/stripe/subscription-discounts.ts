import Stripe from 'stripe';
import { LIVE } from './customer-snapshot';

const MOST_ITEMS = 100;

/**
 * Completes live subscriptions by what a list of them cannot contain, because Stripe expands four levels at most: the
 * discounts of items, and the products and currencies of coupons. As on Stripe's invoices, a subscription without a
 * discount of its own gets that of its customer.
 * @param subscriptions with their customer, their discounts and coupons expanded
 */
export function withDiscounts(
  stripe: Stripe,
  subscriptions: readonly Stripe.Subscription[],
): Promise<Stripe.Subscription[]> {
  const coupons = new Map<string, Promise<Stripe.Coupon>>();
  const wholeDiscounts = (discounts: readonly (string | Stripe.Discount)[]) =>
    Promise.all(
      discounts.map(async (discount) => {
        if (typeof discount === 'string') return discount;
        const { coupon } = discount.source;
        if (coupon === null || typeof coupon === 'string') return discount;
        const whole = coupons.get(coupon.id) ?? wholeCoupon(stripe, coupon);
        coupons.set(coupon.id, whole);
        return { ...discount, source: { ...discount.source, coupon: await whole } };
      }),
    );
  return Promise.all(
    subscriptions.map(async (subscription): Promise<Stripe.Subscription> => {
      if (!LIVE.has(subscription.status)) return subscription;
      const items = await Promise.all(
        (await itemsOf(stripe, subscription)).map(async (item) => ({
          ...item,
          discounts: await wholeDiscounts(item.discounts),
        })),
      );
      const own = subscription.discounts;
      const discounts = await wholeDiscounts(own.length > 0 ? own : await discountsOfCustomer(stripe, subscription));
      return { ...subscription, discounts, items: { ...subscription.items, data: items } };
    }),
  );
}

/** Reads the customer again only if there is a discount: its coupon would be the fifth level. */
async function discountsOfCustomer(stripe: Stripe, { customer }: Stripe.Subscription): Promise<Stripe.Discount[]> {
  if (typeof customer === 'string' || customer.deleted || !customer.discount) return [];
  const whole = await stripe.customers.retrieve(customer.id, { expand: ['discount.source.coupon'] });
  return !whole.deleted && whole.discount ? [whole.discount] : [];
}

/** In the order of the subscription, because the first one is the plan. */
async function itemsOf(stripe: Stripe, { id, items }: Stripe.Subscription): Promise<Stripe.SubscriptionItem[]> {
  if (items.data.every(({ discounts }) => discounts.length === 0)) return items.data;
  const read = await stripe.subscriptionItems
    .list({ subscription: id, limit: MOST_ITEMS, expand: ['data.discounts.source.coupon'] })
    .autoPagingToArray({ limit: MOST_ITEMS });
  return items.data.map((item) => read.find((each) => each.id === item.id) ?? item);
}

/** A deleted coupon cannot be read any more, but its discounts last. */
async function wholeCoupon(stripe: Stripe, coupon: Stripe.Coupon): Promise<Stripe.Coupon> {
  try {
    return await stripe.coupons.retrieve(coupon.id, { expand: ['applies_to', 'currency_options'] });
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing') return coupon;
    throw error;
  }
}
