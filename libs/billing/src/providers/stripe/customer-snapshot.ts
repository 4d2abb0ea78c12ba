import type Stripe from 'stripe';
import { type MicroTokens, microTokens } from '../../ledger/micro-tokens';
import { PLANS, packOfLookupKey, type Tier, tierOfLookupKey, tierRank } from '../../plans/plan-catalogue';
import { lookupKeyOf } from './stripe-offers.service';

export interface SubscriptionSnapshot {
  id: string;
  tier: Tier;
  priceId: string;
  status: string;
  periodStart: Date;
  periodEnd: Date;
  cancelAtPeriodEnd: boolean;
  trialEnd: Date | null;
  /** When the unpaid invoice was created. */
  pastDueSince: Date | null;
  createdAt: Date;
  /** We cancelled it because the customer had another one. */
  isDuplicate: boolean;
}

/** A payment that grants tokens. */
export interface PaymentSnapshot {
  /** Checkout session of a pack, or invoice of a period. */
  reference: string;
  kind: 'pack' | 'period';
  lookupKey: string;
  quantity: number;
  amount: number;
  currency: string;
  tokens: MicroTokens;
  /** Tokens of a period expire with it. */
  expiresAt?: Date;
  paidAt: Date;
  /** Refunded, or taken by a dispute that was not won. */
  amountBack: number;
}

/** Everything relevant about one customer, as Stripe reports it now. */
export interface StripeFacts {
  subscriptions: Stripe.Subscription[];
  sessions: Stripe.Checkout.Session[];
  invoices: Stripe.Invoice[];
  charges: Stripe.Charge[];
  disputes: Stripe.Dispute[];
  /** By price id. */
  prices: ReadonlyMap<string, Stripe.Price>;
}

export interface CustomerSnapshot {
  subscriptions: SubscriptionSnapshot[];
  payments: PaymentSnapshot[];
  /** The best live one. */
  tier: Tier;
  frozen: boolean;
  hadTrial: boolean;
}

const ENDED = new Set(['canceled', 'incomplete_expired']);
/** Statuses in which a subscription binds the customer. */
export const LIVE: ReadonlySet<string> = new Set(['active', 'trialing', 'past_due', 'unpaid', 'paused']);
/** Why we cancelled a subscription; recorded at Stripe, so that we know it even after a crash. */
export const DUPLICATE = 'duplicate: the customer has another subscription';

/** What our tables should say. Depends only on the facts, so that the order of events cannot matter. */
export function customerSnapshot(facts: StripeFacts): CustomerSnapshot {
  const subscriptions = facts.subscriptions.flatMap((subscription) => subscriptionSnapshot(subscription) ?? []);
  const tiers = subscriptions.filter(({ status }) => LIVE.has(status)).map(({ tier }) => tier);
  return {
    subscriptions,
    tier: tiers.sort((a, b) => tierRank(b) - tierRank(a))[0] ?? 'starter',
    payments: [...packPayments(facts), ...periodPayments(facts)],
    frozen: facts.disputes.some(({ status }) => !['won', 'lost', 'warning_closed', 'prevented'].includes(status)),
    hadTrial: facts.subscriptions.some(({ trial_start }) => trial_start !== null),
  };
}

/**
 * @throws Error for a live subscription to a price that is not ours: stopping is better than taking away a paid plan
 */
function subscriptionSnapshot(subscription: Stripe.Subscription): SubscriptionSnapshot | undefined {
  const [item] = subscription.items.data;
  const tier = item && tierOfLookupKey(lookupKeyOf(item.price) ?? '');
  if (!item || !tier) {
    if (ENDED.has(subscription.status)) return undefined;
    throw new Error(`${subscription.id} is for ${item?.price.id ?? 'nothing'}, which is not a plan of the catalogue`);
  }
  const invoice = subscription.latest_invoice as Stripe.Invoice | null;
  return {
    id: subscription.id,
    tier,
    priceId: item.price.id,
    status: subscription.status,
    periodStart: dateOf(item.current_period_start),
    periodEnd: dateOf(item.current_period_end),
    cancelAtPeriodEnd: subscription.cancel_at_period_end,
    trialEnd: subscription.trial_end === null ? null : dateOf(subscription.trial_end),
    pastDueSince: subscription.status === 'past_due' && invoice ? dateOf(invoice.created) : null,
    createdAt: dateOf(subscription.created),
    isDuplicate: subscription.cancellation_details?.comment === DUPLICATE,
  };
}

/**
 * Live subscriptions beyond the one that stays. Two can only come from two checkouts that were both open before either
 * was paid. A paid one takes precedence over an unpaid one, then the newest, then (Stripe counts whole seconds) the one
 * of the higher plan, so that the customer keeps the more valuable one. Two that are equal in all of that are
 * interchangeable, and the id decides.
 */
export function duplicatesOf(subscriptions: readonly Stripe.Subscription[]): Stripe.Subscription[] {
  const isPaid = ({ status, latest_invoice: invoice }: Stripe.Subscription) =>
    status === 'active' &&
    (invoice as Stripe.Invoice | null)?.status === 'paid' &&
    ((invoice as Stripe.Invoice | null)?.total ?? 0) > 0;
  const live = subscriptions.filter(({ status }) => LIVE.has(status));
  return live
    .sort(
      (a, b) =>
        Number(isPaid(b)) - Number(isPaid(a)) ||
        b.created - a.created ||
        rankOf(b) - rankOf(a) ||
        (a.id < b.id ? 1 : -1),
    )
    .slice(1);
}

/** -1 for a price that is not ours. */
function rankOf({ items }: Stripe.Subscription): number {
  const [item] = items.data;
  const tier = item && tierOfLookupKey(lookupKeyOf(item.price) ?? '');
  return tier ? tierRank(tier) : -1;
}

/** Tokens follow from our catalogue and the paid line, never from amounts or texts that a client could choose. */
function packPayments(facts: StripeFacts): PaymentSnapshot[] {
  const paid = facts.sessions.filter(({ mode, payment_status }) => mode === 'payment' && payment_status !== 'unpaid');
  return paid.flatMap((session) => {
    const [line] = session.line_items?.data ?? [];
    const pack = line?.price && packOfLookupKey(lookupKeyOf(line.price) ?? '');
    if (!line || !pack) return [];
    const quantity = line.quantity ?? 1;
    const amount = session.amount_total ?? 0;
    const fields = {
      reference: session.id,
      kind: 'pack' as const,
      lookupKey: pack.lookupKey,
      quantity,
      amount,
      currency: session.currency ?? 'usd',
    };
    return [
      {
        ...fields,
        tokens: microTokens(pack.tokens * quantity),
        paidAt: dateOf(session.created),
        amountBack: amountBack(idOf(session.payment_intent), amount, facts),
      },
    ];
  });
}

/**
 * Each paid period gives its plan's tokens once, even if it was paid from the customer's credit; a change to a higher
 * plan within it gives the difference.
 */
function periodPayments(facts: StripeFacts): PaymentSnapshot[] {
  const given = new Map<string, number>();
  const paid = oldestFirst(facts.invoices).filter(
    ({ status, total, parent }) => status === 'paid' && total > 0 && parent?.subscription_details,
  );
  return paid.flatMap((invoice) => {
    const line = invoice.lines.data.find(({ amount }) => amount > 0);
    const price = facts.prices.get(idOf(line?.pricing?.price_details?.price) ?? '');
    const tier = price && tierOfLookupKey(lookupKeyOf(price) ?? '');
    if (!line || !tier) return [];
    const period = `${idOf(invoice.parent?.subscription_details?.subscription)} ${line.period.end}`;
    const tokens = PLANS[tier].includedTokens - (given.get(period) ?? 0);
    if (tokens <= 0) return [];
    given.set(period, PLANS[tier].includedTokens);
    const intent = idOf(invoice.payments?.data[0]?.payment.payment_intent);
    const fields = {
      reference: invoice.id,
      kind: 'period' as const,
      lookupKey: PLANS[tier].offer?.lookupKey ?? tier,
      quantity: 1,
      amount: invoice.amount_paid,
    };
    const more = {
      currency: invoice.currency,
      tokens: microTokens(tokens),
      expiresAt: dateOf(line.period.end),
      paidAt: dateOf(invoice.status_transitions.paid_at ?? invoice.created),
    };
    return [{ ...fields, ...more, amountBack: amountBack(intent, invoice.amount_paid, facts) }];
  });
}

/** Stripe lists the newest first, even within one second. */
const oldestFirst = (invoices: readonly Stripe.Invoice[]): Stripe.Invoice[] =>
  [...invoices].reverse().sort((a, b) => a.created - b.created);

function amountBack(paymentIntent: string | undefined, amount: number, { charges, disputes }: StripeFacts): number {
  const charge = charges.find(
    ({ payment_intent, paid }) => paid && paymentIntent !== undefined && idOf(payment_intent) === paymentIntent,
  );
  if (!charge) return 0;
  const taken = disputes.filter(
    (dispute) => idOf(dispute.charge) === charge.id && !['won', 'warning_closed', 'prevented'].includes(dispute.status),
  );
  return Math.min(amount, charge.amount_refunded + taken.reduce((total, dispute) => total + dispute.amount, 0));
}

/** The share of the tokens that is returned with that share of the money; all of them with all of it. */
export function tokensBack({ tokens, amount, amountBack: back }: PaymentSnapshot): MicroTokens {
  return amount === 0 ? microTokens(0) : microTokens(Number((BigInt(tokens) * BigInt(back)) / BigInt(amount)));
}

export const idOf = (field: string | { id: string } | null | undefined): string | undefined =>
  typeof field === 'string' ? field : field?.id;

const dateOf = (seconds: number): Date => new Date(seconds * 1_000);
