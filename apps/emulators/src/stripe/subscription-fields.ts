import type { InvoiceLine, Price, SubscriptionItem } from './objects';

/** The line of an invoice for a period of an item. */
export function wholePeriod(item: SubscriptionItem, isFree: boolean): InvoiceLine {
  const { current_period_start: start, current_period_end: end, price, quantity } = item;
  return {
    price,
    amount: isFree ? 0 : price.unit_amount * quantity,
    period: { start, end },
    quantity,
    proration: false,
  };
}

export const planOf = (price: Price): object => ({
  id: price.id,
  object: 'plan',
  active: price.active,
  amount: price.unit_amount,
  currency: price.currency,
  product: price.product,
  ...price.recurring,
});

export const subscriptionDefaults = (now: number) => ({
  cancel_at_period_end: false,
  cancel_at: null,
  canceled_at: null,
  ended_at: null,
  latest_invoice: null,
  start_date: now,
  billing_cycle_anchor: now,
  billing_mode: { type: 'flexible' },
  collection_method: 'charge_automatically',
  automatic_tax: { enabled: false, disabled_reason: null, liability: null },
  default_payment_method: null,
  pending_update: null,
  pause_collection: null,
  schedule: null,
  pending_lines: [],
  discounts: [],
  cancellation_details: { comment: null, feedback: null, reason: null },
});
