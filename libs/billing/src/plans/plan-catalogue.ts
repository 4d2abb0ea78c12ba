import { type MicroTokens, microTokens, tokens } from '../ledger/micro-tokens';

/** From lowest to highest; administrators give the last two, which cannot be bought. */
export const TIERS = [
  'starter',
  'solo',
  'creator',
  'growth',
  'studio',
  'agency',
  'friends_family',
  'lifetime',
] as const;
export type Tier = (typeof TIERS)[number];

export interface PlanLimits {
  /** Per quota window; Infinity means unlimited. */
  uploadsPerMonth: number;
  connectedAccounts: number;
  seats: number;
  historyDays: number;
}

/** Each feature with the lowest tier that has it; every higher tier has it too. */
export const FEATURES = {
  manual_queue: 'starter',
  scheduling: 'solo',
  discord_alerts: 'solo',
  hud_overlay: 'solo',
  smart_scheduling: 'creator',
  auto_transcode: 'creator',
  resumable_upload: 'creator',
  auto_captions: 'creator',
  priority_queue: 'creator',
  caption_templates: 'growth',
  advanced_alerts: 'growth',
  exports: 'growth',
  team_seats: 'studio',
  approval_workflows: 'studio',
  outgoing_webhooks: 'studio',
  audit_log: 'agency',
  sla_support: 'agency',
} as const satisfies Record<string, Tier>;
export type Feature = keyof typeof FEATURES;

/**
 * How a plan or pack is sold: its price is found by the lookup key; the setup command creates it with the amount given
 * here.
 */
export interface Offer {
  lookupKey: string;
  /** In US cents. */
  unitAmount: number;
}

export interface Plan {
  name: string;
  limits: PlanLimits;
  /** Tokens included in each paid month; with starter once, when the address is confirmed. */
  includedTokens: MicroTokens;
  offer?: Offer;
}

const plan = (name: string, limits: [number, number, number, number], includedTokens: number, offer?: Offer): Plan => {
  const [uploadsPerMonth, connectedAccounts, seats, historyDays] = limits;
  return {
    name,
    limits: { uploadsPerMonth, connectedAccounts, seats, historyDays },
    includedTokens: tokens(includedTokens),
    offer,
  };
};
const monthly = (tier: Tier, unitAmount: number): Offer => ({ lookupKey: `uploadm8_${tier}_monthly`, unitAmount });

/** The only definition of limits: uploads a month, connected accounts, seats, days of history. */
export const PLANS: Readonly<Record<Tier, Plan>> = {
  starter: plan('Starter', [10, 1, 1, 7], 10, monthly('starter', 0)),
  solo: plan('Solo', [60, 2, 1, 14], 30, monthly('solo', 999)),
  creator: plan('Creator', [200, 4, 1, 30], 100, monthly('creator', 1_999)),
  growth: plan('Growth', [500, 8, 1, 30], 300, monthly('growth', 2_999)),
  studio: plan('Studio', [1_500, 15, 3, 90], 1_000, monthly('studio', 4_999)),
  agency: plan('Agency', [5_000, 40, 10, 365], 5_000, monthly('agency', 9_999)),
  friends_family: plan('Friends & family', [Infinity, 100, 5, 365], 0),
  lifetime: plan('Lifetime', [Infinity, 100, 5, 365], 0),
};

export interface TokenPack extends Offer {
  tokens: MicroTokens;
}

const pack = (count: number, unitAmount: number): TokenPack => ({
  lookupKey: `reelway_tokens_${count}`,
  unitAmount,
  tokens: tokens(count),
});

export const TOKEN_PACKS: readonly TokenPack[] = [
  pack(100, 999),
  pack(500, 3_999),
  pack(2_000, 14_999),
  pack(10_000, 49_999),
];

export const tierRank = (tier: Tier): number => TIERS.indexOf(tier);

/** Users are notified when their balance falls below this: a tenth of the plan's monthly tokens, at least 5. */
export function lowMarkOf(tier: Tier): MicroTokens {
  return microTokens(Math.max(Math.floor(PLANS[tier].includedTokens / 10), tokens(5)));
}

/** The plan that a price sells, by the price's own lookup key. */
export function tierOfLookupKey(lookupKey: string): Tier | undefined {
  return TIERS.find((tier) => PLANS[tier].offer?.lookupKey === lookupKey);
}

export function packOfLookupKey(lookupKey: string): TokenPack | undefined {
  return TOKEN_PACKS.find((offer) => offer.lookupKey === lookupKey);
}

export function featuresOf(tier: Tier): Feature[] {
  return (Object.keys(FEATURES) as Feature[]).filter((feature) => tierRank(FEATURES[feature]) <= tierRank(tier));
}

/** The cheapest plan on sale with room for more than `used`. */
export function tierWithRoom(limit: keyof PlanLimits, used: number): Tier | undefined {
  return TIERS.find((tier) => PLANS[tier].offer && PLANS[tier].limits[limit] > used);
}
