import { monthsAfter } from './billing-period';
import { type FormValue, group, list, text } from './form';
import type { Coupon, Customer, Discount, InvoiceLine, Price, Subscription, SubscriptionItem } from './objects';
import { missing } from './stripe-failure';
import type { World } from './world';

/**
 * Replaces the discounts of a subscription or of one of its items.
 * @param given as in a request: each names a coupon, or a discount that stays
 */
export function setDiscounts(
  world: World,
  subscription: Subscription,
  holder: Subscription | SubscriptionItem,
  given: FormValue | undefined,
): void {
  const named = list(given).map(group);
  holder.discounts = named.flatMap((each) => {
    if (text(each.discount)) return world.get<Discount>('discount', text(each.discount), 'discounts').id;
    if (!text(each.coupon)) return [];
    const item = holder === subscription ? null : holder.id;
    return redeem(world, text(each.coupon), subscription.customer, { subscription: subscription.id, item }).id;
  });
}

/** Replaces the discount of a customer. */
export function discountCustomer(world: World, customer: Customer, coupon: string): Discount {
  customer.discount = redeem(world, coupon, customer.id, { subscription: null, item: null });
  world.emit('customer.discount.created', customer.discount);
  return customer.discount;
}

export function endDiscountOfCustomer(world: World, customer: Customer): object {
  const { discount } = customer;
  if (!discount) throw missing('discount', customer.id);
  customer.discount = null;
  world.emit('customer.discount.deleted', discount);
  return { ...discount, deleted: true };
}

function redeem(
  world: World,
  couponId: string | undefined,
  customer: string,
  { subscription, item }: { subscription: string | null; item: string | null },
): Discount {
  const coupon = world.get<Coupon>('coupon', couponId, 'discounts[0][coupon]');
  const start = world.now();
  return world.add<Discount>('di', 'discount', {
    customer,
    subscription,
    subscription_item: item,
    promotion_code: null,
    source: { type: 'coupon', coupon: coupon.id },
    start,
    end: coupon.duration_in_months === null ? null : monthsAfter(start, coupon.duration_in_months),
  });
}

const holdersOf = (subscription: Subscription) => [...subscription.items.data, subscription];

/** Removes discounts that are over; true when there was one. */
export function endDiscounts(world: World): boolean {
  const isOver = (id: string) => (world.find<Discount>(id)?.end ?? Infinity) <= world.now();
  const customers = world.all<Customer>('customer').filter(({ discount }) => discount && isOver(discount.id));
  for (const customer of customers) endDiscountOfCustomer(world, customer);
  const changed = world.all<Subscription>('subscription').filter((subscription) => {
    const holders = holdersOf(subscription).filter(({ discounts }) => discounts.some(isOver));
    for (const holder of holders) holder.discounts = holder.discounts.filter((id) => !isOver(id));
    return holders.length > 0;
  });
  for (const subscription of changed) world.emit('customer.subscription.updated', subscription);
  return changed.length + customers.length > 0;
}

/**
 * What discounts take off the whole periods of an invoice: those of items first, then those of the subscription or, if it
 * has none, that of the customer. A discount for one invoice ends with it. Prorations are charged without discounts.
 */
export function takeDiscounts(world: World, subscription: Subscription, lines: readonly InvoiceLine[]): number {
  const rests = lines.map(({ amount, proration }) => (proration ? 0 : amount));
  const before = rests.reduce((sum, rest) => sum + rest, 0);
  if (before === 0) return 0;
  const customer = world.get<Customer>('customer', subscription.customer);
  const ofCustomer = subscription.discounts.length === 0 ? customer.discount : null;
  for (const holder of holdersOf(subscription)) {
    const ids = holder === subscription && ofCustomer ? [ofCustomer.id] : holder.discounts;
    for (const id of ids) {
      const { source, end } = world.get<Discount>('discount', id);
      const coupon = world.find<Coupon>(source.coupon);
      if (!coupon || (end ?? Infinity) <= world.now()) continue;
      let left = coupon.amount_off === null ? Infinity : amountOff(coupon, lines[0]?.price?.currency);
      for (const [index, { price }] of lines.entries()) {
        const rest = rests[index] ?? 0;
        if (!price || !covers(coupon, price) || (holder !== subscription && holder.price !== price)) continue;
        const off = coupon.percent_off === null ? Math.min(left, rest) : Math.round((rest * coupon.percent_off) / 100);
        left -= off;
        rests[index] = rest - off;
      }
    }
    holder.discounts = holder.discounts.filter((id) => durationOf(world, id) !== 'once');
  }
  if (ofCustomer && durationOf(world, ofCustomer.id) === 'once') endDiscountOfCustomer(world, customer);
  return before - rests.reduce((sum, rest) => sum + rest, 0);
}

const durationOf = (world: World, id: string): Coupon['duration'] | undefined =>
  world.find<Coupon>(world.find<Discount>(id)?.source.coupon)?.duration;

const covers = ({ applies_to: only }: Coupon, { product }: Price): boolean => !only || only.products.includes(product);

const amountOff = (coupon: Coupon, currency = ''): number =>
  (coupon.currency === currency ? coupon.amount_off : coupon.currency_options[currency]?.amount_off) ?? 0;
