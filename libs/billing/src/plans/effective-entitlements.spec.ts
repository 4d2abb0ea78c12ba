import fc from 'fast-check';
import { type EntitlementGrant, effectiveEntitlements, type Subscription } from './effective-entitlements';
import {
  FEATURES,
  type Feature,
  featuresOf,
  PLANS,
  TIERS,
  TOKEN_PACKS,
  tierOfLookupKey,
  tierRank,
  tierWithRoom,
} from './plan-catalogue';

const DAY = 24 * 3_600_000;
const now = new Date('2026-11-21T10:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * DAY);

const subscription = (more: Partial<Subscription> = {}): Subscription => ({
  tier: 'creator',
  status: 'active',
  currentPeriodStart: inDays(-10),
  currentPeriodEnd: inDays(20),
  cancelAtPeriodEnd: false,
  pastDueSince: null,
  scheduledTier: null,
  scheduledAt: null,
  ...more,
});
const grant = (more: Partial<EntitlementGrant> = {}): EntitlementGrant => ({
  tier: null,
  features: [],
  expiresAt: null,
  ...more,
});
const tierWith = (subscriptions: Subscription[], grants: EntitlementGrant[] = [], at = now) =>
  effectiveEntitlements(subscriptions, grants, at).tier;

describe('effectiveEntitlements', () => {
  it('is starter without anything', () => {
    expect(effectiveEntitlements([], [], now)).toMatchObject({
      tier: 'starter',
      source: 'free',
      limits: { uploadsPerMonth: 10, connectedAccounts: 1 },
      graceUntil: null,
    });
  });

  it.each(['active', 'trialing'])('follows a subscription that is %s', (status) => {
    expect(effectiveEntitlements([subscription({ status })], [], now)).toMatchObject({
      tier: 'creator',
      source: 'subscription',
    });
  });

  it.each(['canceled', 'unpaid', 'incomplete', 'incomplete_expired', 'paused', 'a word of next year'])(
    'is starter with one that is %s',
    (status) => {
      expect(tierWith([subscription({ status })])).toBe('starter');
    },
  );

  it('allows seven days to pay, counted from the first failure', () => {
    const late = subscription({ status: 'past_due', pastDueSince: inDays(-6.9) });
    expect(effectiveEntitlements([late], [], now)).toMatchObject({
      tier: 'creator',
      graceUntil: inDays(0.1),
      validUntil: inDays(0.1),
    });
    expect(tierWith([late], [], inDays(0.1))).toBe('starter');
  });

  it('ends a cancelled subscription with its period even without an event', () => {
    const cancelled = subscription({ cancelAtPeriodEnd: true });
    expect(tierWith([cancelled], [], inDays(19.9))).toBe('creator');
    expect(tierWith([cancelled], [], inDays(20))).toBe('starter');
  });

  it('lets a grant survive the subscription, and expire by itself', () => {
    const grants = [grant({ tier: 'studio', expiresAt: inDays(5) })];
    expect(effectiveEntitlements([subscription({ status: 'canceled' })], grants, now)).toMatchObject({
      tier: 'studio',
      source: 'grant',
      validUntil: inDays(5),
    });
    expect(tierWith([subscription()], grants, inDays(5))).toBe('creator');
  });

  it('combines limit by limit: many accounts of one, many seats of another', () => {
    const { tier, limits } = effectiveEntitlements(
      [subscription({ tier: 'agency' })],
      [grant({ tier: 'lifetime' })],
      now,
    );
    expect([tier, limits]).toEqual([
      'lifetime',
      { uploadsPerMonth: Infinity, connectedAccounts: 100, seats: 10, historyDays: 365 },
    ]);
  });

  it('takes single features from grants, and ignores unknown names', () => {
    const { features, tier } = effectiveEntitlements(
      [],
      [grant({ features: ['exports', 'a feature of last year' as Feature] })],
      now,
    );
    expect([tier, [...features]]).toEqual(['starter', ['manual_queue', 'exports']]);
  });

  it('counts in the period of the subscription, otherwise in the UTC month', () => {
    expect(effectiveEntitlements([subscription()], [], now).window).toEqual({ from: inDays(-10), to: inDays(20) });
    expect(effectiveEntitlements([], [], now).window).toEqual({
      from: new Date('2026-11-01T00:00:00Z'),
      to: new Date('2026-12-01T00:00:00Z'),
    });
    expect(effectiveEntitlements([], [], new Date('2026-12-31T23:59:59.999Z')).window.to).toEqual(
      new Date('2027-01-01T00:00:00Z'),
    );
  });

  it('counts on month by month while the provider has not reported the next period', () => {
    const silent = subscription({
      currentPeriodStart: new Date('2026-12-31T08:00:00Z'),
      currentPeriodEnd: new Date('2027-01-31T08:00:00Z'),
    });
    const windowAt = (at: string) => effectiveEntitlements([silent], [], new Date(at)).window;
    expect(windowAt('2027-02-10T00:00:00Z')).toEqual({
      from: new Date('2027-01-31T08:00:00Z'),
      to: new Date('2027-02-28T08:00:00Z'),
    });
    expect(windowAt('2027-02-28T08:00:00Z')).toEqual({
      from: new Date('2027-02-28T08:00:00Z'),
      to: new Date('2027-03-31T08:00:00Z'),
    });
  });

  const tiers = fc.constantFrom(...TIERS);
  const anyDate = fc.integer({ min: -60, max: 60 }).map(inDays);
  const anySubscription = fc
    .record({
      tier: tiers,
      status: fc.constantFrom('active', 'trialing', 'past_due', 'canceled', 'unpaid', 'paused', 'incomplete'),
      currentPeriodEnd: anyDate,
      cancelAtPeriodEnd: fc.boolean(),
      pastDueSince: fc.option(anyDate),
      scheduled: fc.option(fc.record({ tier: tiers, at: anyDate })),
    })
    .map(
      ({ scheduled, ...some }): Subscription => ({
        ...some,
        currentPeriodStart: new Date(some.currentPeriodEnd.getTime() - 30 * DAY),
        scheduledTier: scheduled?.tier ?? null,
        scheduledAt: scheduled?.at ?? null,
      }),
    );
  const FIELDS = [
    'tier',
    'status',
    'currentPeriodStart',
    'currentPeriodEnd',
    'cancelAtPeriodEnd',
    'pastDueSince',
  ] as const;
  const anyGrant = fc.record({
    tier: fc.option(tiers),
    features: fc.subarray(Object.keys(FEATURES) as Feature[]),
    expiresAt: fc.option(anyDate),
  });
  const anything = [fc.array(anySubscription, { maxLength: 3 }), fc.array(anyGrant, { maxLength: 3 })] as const;

  it('never takes away what the free plan or a grant gives', () => {
    fc.assert(
      fc.property(...anything, (subscriptions, grants) => {
        const { limits, features, tier } = effectiveEntitlements(subscriptions, grants, now);
        const given = grants
          .filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
          .map((some) => some.tier ?? 'starter');
        for (const least of ['starter' as const, ...given]) {
          expect(tierRank(tier)).toBeGreaterThanOrEqual(tierRank(least));
          expect(limits.seats).toBeGreaterThanOrEqual(PLANS[least].limits.seats);
          expect(featuresOf(least).every((feature) => features.has(feature))).toBe(true);
        }
      }),
    );
  });

  it('does not depend on any order', () => {
    fc.assert(
      fc.property(...anything, (subscriptions, grants) => {
        const { features, ...rest } = effectiveEntitlements(subscriptions, grants, now);
        const { features: otherFeatures, ...otherRest } = effectiveEntitlements(
          [...subscriptions].reverse(),
          [...grants].reverse(),
          now,
        );
        expect([otherRest, [...otherFeatures].sort()]).toEqual([rest, [...features].sort()]);
      }),
    );
  });

  it('does not depend on the order of two subscriptions that differ in one field', () => {
    fc.assert(
      fc.property(anySubscription, anySubscription, fc.constantFrom(...FIELDS), (one, other, field) => {
        const pair = [one, { ...one, [field]: other[field] }];
        expect(effectiveEntitlements(pair.toReversed(), [], now)).toEqual(effectiveEntitlements(pair, [], now));
      }),
      { numRuns: 1_000 },
    );
  });

  it('does not change before the announced time, and its window contains the present', () => {
    fc.assert(
      fc.property(...anything, (subscriptions, grants) => {
        const found = effectiveEntitlements(subscriptions, grants, now);
        expect(found.validUntil.getTime()).toBeGreaterThan(now.getTime());
        expect(effectiveEntitlements(subscriptions, grants, new Date(found.validUntil.getTime() - 1))).toEqual(found);
        expect(found.window.to > now && found.window.to > found.window.from).toBe(true);
      }),
    );
  });
});

describe('the catalogue', () => {
  it('gives every higher plan on sale at least the limits of the lower ones', () => {
    const onSale = TIERS.filter((tier) => PLANS[tier].offer);
    onSale.slice(1).forEach((tier, index) => {
      const [lower, higher] = [PLANS[onSale[index] ?? tier], PLANS[tier]];
      for (const limit of Object.keys(higher.limits) as (keyof typeof higher.limits)[])
        expect(higher.limits[limit]).toBeGreaterThanOrEqual(lower.limits[limit]);
      expect(higher.offer?.unitAmount).toBeGreaterThan(lower.offer?.unitAmount ?? Infinity);
    });
  });

  it('finds plans by lookup key only when the whole key matches', () => {
    expect(tierOfLookupKey('uploadm8_studio_monthly')).toBe('studio');
    expect(tierOfLookupKey('uploadm8_studio_monthly_old')).toBeUndefined();
    expect(TOKEN_PACKS.map(({ lookupKey }) => lookupKey)).toEqual([
      'reelway_tokens_100',
      'reelway_tokens_500',
      'reelway_tokens_2000',
      'reelway_tokens_10000',
    ]);
  });

  it('names the next plan with room', () => {
    expect([tierWithRoom('connectedAccounts', 1), tierWithRoom('seats', 1), tierWithRoom('seats', 10)]).toEqual([
      'solo',
      'studio',
      undefined,
    ]);
  });
});
