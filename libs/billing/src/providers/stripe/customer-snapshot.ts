import type Stripe from 'stripe';
import { microTokens } from '../../ledger/micro-tokens';
import { packOfLookupKey, type Tier, tierOfLookupKey, tierRank } from '../../plans/plan-catalogue';
import { amountBack, type PaymentSnapshot, type StripeFacts } from './payment-snapshot';
import { periodPayments } from './period-payments';
import { dateOf, idOf } from './stripe-fields';
import { lookupKeyOf } from './stripe-offers.service';
import { type SubscriptionAmount, subscriptionAmount } from './subscription-amount';

export interface SubscriptionSnapshot {
  id: string;
  tier: Tier;
  priceId: string;
  status: string;
  periodStart: Date;
  periodEnd: Date;
  cancelAtPeriodEnd: boolean;
  trialEnd: Date | null;
  /** When the oldest unpaid invoice since the last payment was created. */
  pastDueSince: Date | null;
  /** The plan that follows, and when; null unless a change or the end of the subscription is scheduled. */
  scheduled: { tier: Tier; at: Date } | null;
  createdAt: Date;
  endedAt: Date | null;
  /** Null for a price without a fixed amount. */
  cost: SubscriptionAmount | null;
  /** We cancelled it because the customer had another one. */
  isDuplicate: boolean;
}

export interface CustomerSnapshot {
  subscriptions: SubscriptionSnapshot[];
  payments: PaymentSnapshot[];
  frozen: boolean;
  hadTrial: boolean;
  /** Live subscriptions that somebody else sells to the customer. */
  foreign: string[];
  /** Subscriptions of our copy that are over and whose price was no longer one of ours. */
  ended: string[];
}

/** What our tables say about the customer. */
export interface OwnRecord {
  userId: string;
  subscriptionIds: ReadonlySet<string>;
}

/** Statuses in which a subscription binds the customer. */
export const LIVE: ReadonlySet<string> = new Set(['active', 'trialing', 'past_due', 'unpaid', 'paused']);
/** Why we cancelled a subscription; recorded at Stripe, so that we know it even after a crash. */
export const DUPLICATE = 'duplicate: the customer has another subscription';

/**
 * The rows that our tables should contain. Depends only on the facts, so that the order of events cannot matter.
 * @throws Error if a subscription that we sold is live and now has a price that is not ours: stopping is better than
 * taking away a paid plan
 */
export function customerSnapshot(facts: StripeFacts, own: OwnRecord): CustomerSnapshot {
  const others = facts.subscriptions.filter((each) => !isOfCatalogue(each));
  const foreign = others.filter(({ status }) => LIVE.has(status));
  const changed = foreign.find((each) => isSoldByUs(each, own));
  if (changed) throw new Error(`${changed.id} is for ${priceOf(changed)?.id}, which is not a plan of the catalogue`);
  const ours = facts.subscriptions.filter(isOfCatalogue);
  const subscriptions = ours.flatMap((each) => subscriptionSnapshot(each, facts) ?? []);
  return {
    subscriptions,
    payments: [...packPayments(facts), ...periodPayments(facts)],
    frozen: facts.disputes.some(({ status }) => !['won', 'lost', 'warning_closed', 'prevented'].includes(status)),
    hadTrial: ours.some(({ trial_start }) => trial_start !== null),
    foreign: foreign.map((each) => `${each.id} for ${priceOf(each)?.id}`),
    ended: others.flatMap(({ id, status }) => (!LIVE.has(status) && own.subscriptionIds.has(id) ? id : [])),
  };
}

export const highestTier = (subscriptions: readonly { tier: Tier }[]): Tier =>
  subscriptions.map(({ tier }) => tier).sort((a, b) => tierRank(b) - tierRank(a))[0] ?? 'starter';

/** Whether it is a plan that we sell. */
export const isOfCatalogue = (subscription: Stripe.Subscription): boolean => tierOf(subscription) !== undefined;

/** Whether our checkout created it, whatever its price is now: the checkout writes the buyer into its metadata. */
export const isSoldByUs = ({ id, metadata }: Stripe.Subscription, { userId, subscriptionIds }: OwnRecord): boolean =>
  subscriptionIds.has(id) || metadata.user_id === userId;

const priceOf = ({ items }: Stripe.Subscription): Stripe.Price | undefined => items.data[0]?.price;

function tierOf(subscription: Stripe.Subscription): Tier | undefined {
  const price = priceOf(subscription);
  return price && tierOfLookupKey(lookupKeyOf(price) ?? '');
}

function subscriptionSnapshot(
  subscription: Stripe.Subscription,
  { prices, invoices }: StripeFacts,
): SubscriptionSnapshot | undefined {
  const [item] = subscription.items.data;
  const tier = tierOf(subscription);
  if (!item || !tier) return undefined;
  return {
    id: subscription.id,
    tier,
    priceId: item.price.id,
    status: subscription.status,
    periodStart: dateOf(item.current_period_start),
    periodEnd: dateOf(item.current_period_end),
    cancelAtPeriodEnd: subscription.cancel_at_period_end,
    trialEnd: subscription.trial_end === null ? null : dateOf(subscription.trial_end),
    pastDueSince: subscription.status === 'past_due' ? unpaidSince(subscription, invoices) : null,
    scheduled: LIVE.has(subscription.status) ? scheduledChange(subscription, tier, prices) : null,
    createdAt: dateOf(subscription.created),
    endedAt: subscription.ended_at === null ? null : dateOf(subscription.ended_at),
    cost: subscriptionAmount(subscription),
    isDuplicate: subscription.cancellation_details?.comment === DUPLICATE,
  };
}

/**
 * The renewals of a subscription that stays unpaid make further invoices; they do not move the time. Neither does an
 * invoice for nothing, although Stripe calls it paid.
 */
function unpaidSince(
  { id, latest_invoice: latest }: Stripe.Subscription,
  invoices: readonly Stripe.Invoice[],
): Date | null {
  const newestFirst = invoices
    .filter(({ parent }) => idOf(parent?.subscription_details?.subscription) === id)
    .sort((a, b) => b.created - a.created);
  const lastPaid = newestFirst.findIndex(({ status, total }) => status === 'paid' && total > 0);
  const since = newestFirst.slice(0, lastPaid === -1 ? undefined : lastPaid);
  const oldest = since.findLast(({ status }) => status === 'open' || status === 'uncollectible');
  const unpaid = oldest ?? (latest as Stripe.Invoice | null);
  return unpaid && dateOf(unpaid.created);
}

/** The free plan follows a subscription that ends. */
function scheduledChange(
  subscription: Stripe.Subscription,
  tier: Tier,
  prices: StripeFacts['prices'],
): SubscriptionSnapshot['scheduled'] {
  const { cancel_at_period_end: ends, cancel_at: endsAt, items } = subscription;
  const end = ends ? items.data[0]?.current_period_end : endsAt;
  if (end) return { tier: 'starter', at: dateOf(end) };
  const next = nextPhase(subscription);
  const price = prices.get(idOf(next?.items[0]?.price) ?? '');
  const following = price && tierOfLookupKey(lookupKeyOf(price) ?? '');
  return next && following && following !== tier ? { tier: following, at: dateOf(next.start_date) } : null;
}

/** The phase that follows the current one, of a subscription whose schedule was expanded. */
export function nextPhase({ schedule }: Stripe.Subscription): Stripe.SubscriptionSchedule.Phase | undefined {
  if (!schedule || typeof schedule === 'string') return undefined;
  const { current_phase: current, phases } = schedule;
  return current === null ? undefined : phases.find(({ start_date }) => start_date >= current.end_date);
}

/**
 * Live subscriptions to our plans beyond the one that stays. Two can only come from two checkouts that were both open
 * before either was paid. A paid one takes precedence over an unpaid one, then the newest, then (Stripe counts whole
 * seconds) the one of the higher plan, so that the customer keeps the more valuable one. Two that are equal in all of
 * that are interchangeable, and the id decides.
 */
export function duplicatesOf(subscriptions: readonly Stripe.Subscription[]): Stripe.Subscription[] {
  const rankOf = (each: Stripe.Subscription) => tierRank(tierOf(each) ?? 'starter');
  const isPaid = ({ status, latest_invoice: invoice }: Stripe.Subscription) =>
    status === 'active' &&
    (invoice as Stripe.Invoice | null)?.status === 'paid' &&
    ((invoice as Stripe.Invoice | null)?.total ?? 0) !== 0;
  const live = subscriptions.filter((each) => LIVE.has(each.status) && isOfCatalogue(each));
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
        credited: microTokens(0),
        paidAt: dateOf(session.created),
        amountBack: amountBack(idOf(session.payment_intent), amount, facts),
      },
    ];
  });
}
