import type { Schemas } from '../api/client';

type Tier = Schemas['SubscriptionResponse']['tier'];

/** Every plan of the contract: one that is missing here does not compile. */
export const PLAN_NAMES: Readonly<Record<Tier, string>> = {
  starter: 'Starter',
  solo: 'Solo',
  creator: 'Creator',
  growth: 'Growth',
  studio: 'Studio',
  agency: 'Agency',
  friends_family: 'Friends and family',
  lifetime: 'Lifetime',
};

/** The name of a plan for people; figures may have a plan that no longer exists, which is shown as it is. */
export const planName = (tier: string): string => new Map(Object.entries(PLAN_NAMES)).get(tier) ?? tier;
