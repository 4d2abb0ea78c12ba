import type { NewNotice } from '../../notices/billing-notice';
import type { Tier } from '../../plans/plan-catalogue';
import { LIVE, type SubscriptionSnapshot } from './customer-snapshot';

/** The previous state of our copy. */
export interface KnownSubscription {
  id: string;
  tier: Tier;
  status: string;
}

/** The notices for the difference between all subscriptions of an account in two states of our copy. */
export function endNotices(before: readonly KnownSubscription[], after: readonly KnownSubscription[]): NewNotice[] {
  if (after.some(({ status }) => LIVE.has(status))) return [];
  return before
    .filter(({ status }) => LIVE.has(status))
    .map(({ id, tier }) => ({ kind: 'subscription_ended', cause: `subscription_ended:${id}`, facts: { tier } }));
}

/**
 * The notices for changes of subscriptions other than their end, which `endNotices` reports. States decide, never
 * events, so no notice is sent twice or out of order.
 * @param syncNumber names the change, under the customer's lock
 */
export function subscriptionNotices(
  before: readonly KnownSubscription[],
  after: readonly SubscriptionSnapshot[],
  syncNumber: string,
): NewNotice[] {
  const known = new Map(before.map((subscription) => [subscription.id, subscription]));
  return after.flatMap(({ id, tier, status, pastDueSince, isDuplicate }): NewNotice[] => {
    const was = known.get(id);
    const wasLive = was !== undefined && LIVE.has(was.status);
    if (isDuplicate)
      return [
        { kind: 'subscription_duplicate', cause: `subscription_duplicate:${id}`, facts: { tier, subscription: id } },
      ];
    if (!LIVE.has(status)) return [];
    const notices: NewNotice[] = [];
    const since = pastDueSince?.toISOString();
    if (since) notices.push({ kind: 'payment_failed', cause: `payment_failed:${id}:${since}`, facts: { tier, since } });
    if (wasLive && was.tier !== tier)
      notices.push({
        kind: 'plan_changed',
        cause: `plan_changed:${id}:${syncNumber}`,
        facts: { from: was.tier, to: tier },
      });
    return notices;
  });
}
