/** The fields that the emulator works with; others exist for clients and are never read here. */
export interface StripeObject {
  id: string;
  object: string;
  created: number;
  metadata: Record<string, string>;
  [field: string]: unknown;
}

export interface StripeList<T> {
  object: 'list';
  url: string;
  has_more: boolean;
  data: T[];
}

export interface Customer extends StripeObject {
  email: string | null;
  name: string | null;
  address: { country: string } | null;
  /** Amount that the customer owes; credit is negative. */
  balance: number;
  /** For subscriptions that have none of their own. */
  discount: Discount | null;
  /** Ours: whether the card on file is charged or declined. */
  card: 'ok' | 'declined';
}

export interface Price extends StripeObject {
  active: boolean;
  product: string;
  lookup_key: string | null;
  unit_amount: number;
  currency: string;
  type: 'one_time' | 'recurring';
  recurring: { interval: 'day' | 'week' | 'month' | 'year'; interval_count: number; usage_type: string } | null;
}

export interface SubscriptionItem extends StripeObject {
  price: Price;
  quantity: number;
  current_period_start: number;
  current_period_end: number;
  /** Ids, in the order in which they apply. */
  discounts: string[];
}

/** A reduction of prices, and how long it lasts once it is redeemed. */
export interface Coupon extends StripeObject {
  percent_off: number | null;
  amount_off: number | null;
  currency: string | null;
  /** Amounts in other currencies; shown on request, like `applies_to`. */
  currency_options: Record<string, { amount_off: number }>;
  applies_to?: { products: string[] };
  duration: 'once' | 'repeating' | 'forever';
  duration_in_months: number | null;
}

/** A redeemed coupon. */
export interface Discount extends StripeObject {
  source: { type: 'coupon'; coupon: string };
  start: number;
  end: number | null;
}

export interface Subscription extends StripeObject {
  customer: string;
  status: 'trialing' | 'active' | 'past_due' | 'unpaid' | 'canceled' | 'incomplete' | 'incomplete_expired' | 'paused';
  cancel_at_period_end: boolean;
  cancel_at: number | null;
  canceled_at: number | null;
  ended_at: number | null;
  trial_start: number | null;
  trial_end: number | null;
  latest_invoice: string | null;
  schedule: string | null;
  items: StripeList<SubscriptionItem>;
  discounts: string[];
  /** Ours, not shown: charges and credits of the next invoice besides its own period. */
  pending_lines: InvoiceLine[];
}

export interface SubscriptionSchedule extends StripeObject {
  customer: string;
  subscription: string;
  status: 'active' | 'released';
  current_phase: { start_date: number; end_date: number } | null;
  /** The current price, then the one from the end of the period on. */
  phases: { start_date: number; end_date: number; items: { price: string | undefined; quantity: number }[] }[];
}

/** One line of an invoice. A credit for unused time is less than 0. */
export interface InvoiceLine {
  price: Price | undefined;
  amount: number;
  period: { start: number; end: number };
  quantity: number;
  proration: boolean;
}

export interface Invoice extends StripeObject {
  customer: string;
  status: 'draft' | 'open' | 'paid' | 'void' | 'uncollectible';
  /** Whether time alone makes it payable and has it paid. */
  auto_advance: boolean;
  amount_due: number;
  amount_paid: number;
  attempt_count: number;
  next_payment_attempt: number | null;
  billing_reason: string;
  parent: {
    type: 'subscription_details';
    subscription_details: { subscription: string; metadata: Record<string, string> };
  } | null;
  lines: StripeList<StripeObject>;
}

export interface Charge extends StripeObject {
  customer: string | null;
  payment_intent: string;
  amount: number;
  amount_refunded: number;
  refunded: boolean;
  disputed: boolean;
  currency: string;
}

export interface Refund extends StripeObject {
  charge: string;
  amount: number;
  status: 'succeeded' | 'failed' | 'pending';
}

export interface Dispute extends StripeObject {
  charge: string;
  amount: number;
  status: 'needs_response' | 'won' | 'lost';
}

export interface CheckoutSession extends StripeObject {
  mode: 'payment' | 'subscription';
  status: 'open' | 'complete' | 'expired';
  payment_status: 'paid' | 'unpaid' | 'no_payment_required';
  customer: string | null;
  expires_at: number;
  success_url: string | null;
  cancel_url: string | null;
  payment_intent: string | null;
  subscription: string | null;
  url: string | null;
  /** Ours, not shown: the parameters of the session. */
  order: {
    items: { price: Price; quantity: number }[];
    trialDays: number;
    subscriptionMetadata: Record<string, string>;
    paymentMetadata: Record<string, string>;
  };
}

export interface StripeEvent extends StripeObject {
  type: string;
  api_version: string;
  livemode: boolean;
  pending_webhooks: number;
  data: { object: StripeObject; previous_attributes?: object };
  request: { id: string | null; idempotency_key: string | null };
}

export interface WebhookEndpoint extends StripeObject {
  url: string;
  enabled_events: string[];
  status: 'enabled' | 'disabled';
  secret: string;
}

export interface PortalSession extends StripeObject {
  customer: string;
  return_url: string | null;
  configuration: string | null;
}

export interface PortalConfiguration extends StripeObject {
  features: {
    subscription_update?: {
      proration_behavior?: string;
      schedule_at_period_end?: { conditions?: { type: string }[] };
    };
  };
}
