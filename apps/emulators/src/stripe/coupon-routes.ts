import { type Form, group, list, text, whole } from './form';
import type { Coupon } from './objects';
import { type Routes, readable } from './routes';
import { invalid } from './stripe-failure';
import type { World } from './world';

/** Reductions that an operator creates and that subscriptions redeem. */
export const couponRoutes: Routes = {
  ...readable('/coupons', 'coupon'),
  'POST /coupons': ({ account: { world }, form }) => createCoupon(world, form),
  'DELETE /coupons/:id': ({ account: { world }, id }) => {
    // Discounts that were made from it continue.
    world.get<Coupon>('coupon', id).deleted = true;
    return { id, object: 'coupon', deleted: true };
  },
};

function createCoupon(world: World, form: Form): Coupon {
  const [percent, amount] = [whole(form.percent_off), whole(form.amount_off)];
  if ((percent === undefined) === (amount === undefined))
    throw invalid('You must pass either `percent_off` or `amount_off`.', 'percent_off');
  const { applies_to: only } = form;
  const duration = (text(form.duration) ?? 'once') as Coupon['duration'];
  const months = whole(form.duration_in_months);
  if ((duration === 'repeating') !== (months !== undefined))
    throw invalid('`duration_in_months` belongs to a `duration` of repeating.', 'duration_in_months');
  const options = Object.entries(group(form.currency_options)).map(([currency, option]) => [
    currency,
    { amount_off: whole(group(option).amount_off) ?? 0 },
  ]);
  return world.add<Coupon>('coupon', 'coupon', {
    percent_off: percent ?? null,
    amount_off: amount ?? null,
    currency: text(form.currency) ?? null,
    currency_options: Object.fromEntries(options),
    applies_to: only === undefined ? undefined : { products: list(group(only).products).map(String) },
    duration,
    duration_in_months: months ?? null,
    name: text(form.name) ?? null,
    valid: true,
  });
}
