import { FEATURES, type Feature, featuresOf, PLANS, type PlanLimits, type Tier, tierRank } from './plan-catalogue';

/** One subscription as the payment provider reports it. An unknown `status` grants nothing. */
export interface Subscription {
  tier: Tier;
  status: string;
  currentPeriodStart: Date;
  currentPeriodEnd: Date;
  cancelAtPeriodEnd: boolean;
  /** When its first unpaid invoice failed. */
  pastDueSince: Date | null;
  /** The plan that it changes to at `scheduledAt`; both null unless a change is scheduled. */
  scheduledTier: Tier | null;
  scheduledAt: Date | null;
}

/** Given by an administrator; no subscription takes it away. */
export interface EntitlementGrant {
  tier: Tier | null;
  features: readonly Feature[];
  expiresAt: Date | null;
}

export interface Entitlements {
  /** The live subscription that grants the most. */
  subscription: Subscription | null;
  /** The highest tier that applies; `limits` and `features` may exceed it where several sources add up. */
  tier: Tier;
  source: 'free' | 'subscription' | 'grant';
  limits: PlanLimits;
  features: ReadonlySet<Feature>;
  /** While a payment is overdue: the plan ends at this time unless it is paid. */
  graceUntil: Date | null;
  /** The period whose uploads count towards the monthly quota. */
  window: QuotaWindow;
  /** Recalculate after this time: it changes the entitlements even without an event. */
  validUntil: Date;
}

export interface QuotaWindow {
  from: Date;
  to: Date;
}

/** How long a plan continues without payment. */
export const GRACE_MS = 7 * 24 * 3_600_000;

/** When a plan ends whose payment has been due since `pastDueSince`. */
export const graceEnd = (pastDueSince: Date): Date => new Date(pastDueSince.getTime() + GRACE_MS);

/**
 * The best of the free plan, the live subscriptions and the grants that have not expired, limit by limit and feature by
 * feature.
 */
export function effectiveEntitlements(
  subscriptions: readonly Subscription[],
  grants: readonly EntitlementGrant[],
  now: Date,
): Entitlements {
  const live = subscriptions.filter((subscription) => endOf(subscription) > now).sort(byWorth);
  const given = grants.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
  const paidTier = live[0]?.tier ?? 'starter';
  const tier = given.reduce(
    (best, grant) => (grant.tier && tierRank(grant.tier) > tierRank(best) ? grant.tier : best),
    paidTier,
  );
  const tiers = [...new Set([tier, paidTier, ...given.flatMap((grant) => grant.tier ?? [])])];
  const window = live[0] ? periodOf(live[0], now) : monthOf(now);
  const changes = [window.to, ...live.map(endOf), ...given.flatMap(({ expiresAt }) => expiresAt ?? [])]
    .map(Number)
    .filter(Number.isFinite);
  return {
    subscription: live[0] ?? null,
    tier,
    source: tier !== paidTier ? 'grant' : live[0] ? 'subscription' : 'free',
    limits: bestLimits(tiers),
    features: new Set([
      ...tiers.flatMap(featuresOf),
      ...given.flatMap(({ features }) => features.filter((feature) => feature in FEATURES)),
    ]),
    graceUntil: live[0]?.status === 'past_due' ? endOf(live[0]) : null,
    window,
    validUntil: new Date(Math.min(...changes)),
  };
}

/** Sorts by how much a subscription grants, then by how long it lasts. Only equal subscriptions compare as equal. */
function byWorth(a: Subscription, b: Subscription): number {
  return (
    tierRank(b.tier) - tierRank(a.tier) ||
    Number(endOf(b)) - Number(endOf(a)) ||
    Number(b.currentPeriodEnd) - Number(a.currentPeriodEnd) ||
    Number(b.currentPeriodStart) - Number(a.currentPeriodStart) ||
    Number(a.cancelAtPeriodEnd) - Number(b.cancelAtPeriodEnd) ||
    Number(a.pastDueSince ?? 0) - Number(b.pastDueSince ?? 0) ||
    Number(a.scheduledAt ?? 0) - Number(b.scheduledAt ?? 0) ||
    (a.scheduledTier ?? '').localeCompare(b.scheduledTier ?? '') ||
    a.status.localeCompare(b.status)
  );
}

/**
 * When a subscription stops counting, according to what the provider has reported so far; 1 January 1970 when it does
 * not count at all.
 */
function endOf({ status, cancelAtPeriodEnd, currentPeriodEnd, pastDueSince }: Subscription): Date {
  const never = new Date(8.64e15);
  const cancelled = cancelAtPeriodEnd ? currentPeriodEnd : never;
  if (status === 'active' || status === 'trialing') return cancelled;
  if (status !== 'past_due') return new Date(0);
  const grace = graceEnd(pastDueSince ?? currentPeriodEnd);
  return grace < cancelled ? grace : cancelled;
}

/** The provider's billing period. While the provider has not yet reported the next one, we continue month by month. */
function periodOf({ currentPeriodStart, currentPeriodEnd }: Subscription, now: Date): QuotaWindow {
  if (now < currentPeriodEnd) return { from: currentPeriodStart, to: currentPeriodEnd };
  for (let months = 1; ; months++) {
    const to = addMonths(currentPeriodEnd, months);
    if (now < to) return { from: addMonths(currentPeriodEnd, months - 1), to };
  }
}

function monthOf(now: Date): QuotaWindow {
  const month = (offset: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1));
  return { from: month(0), to: month(1) };
}

/** Same day and time, or the last day of a shorter month. */
function addMonths(date: Date, months: number): Date {
  const moved = new Date(date);
  moved.setUTCMonth(date.getUTCMonth() + months, 1);
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(date.getUTCDate(), lastDay));
  return moved;
}

function bestLimits(tiers: readonly Tier[]): PlanLimits {
  const best = (limit: keyof PlanLimits) => Math.max(...tiers.map((tier) => PLANS[tier].limits[limit]));
  return {
    uploadsPerMonth: best('uploadsPerMonth'),
    connectedAccounts: best('connectedAccounts'),
    seats: best('seats'),
    historyDays: best('historyDays'),
  };
}
