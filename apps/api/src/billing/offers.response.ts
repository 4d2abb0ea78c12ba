import { type Feature, featuresOf, type OfferedPrice, PLANS, type Tier, toTokens } from '@app/billing';
import type { Count, Currency, MinorUnits, Tokens } from '../http/field-types';
import { jsonLimit } from '../http/json-limit';

export class PlanResponse {
  /** The plan. */
  tier: Tier;

  /**
   * Name of the plan, for people.
   * @example "Creator"
   */
  name: string;

  /**
   * The `lookup_key` for POST /api/billing/checkout; null for plans that are not for sale.
   * @example "reelway_creator_monthly"
   */
  lookup_key: string | null;

  /**
   * Catalogue price in US cents per month, null for plans that are not for sale; GET /api/billing/prices has the actual
   * price.
   */
  unit_amount: MinorUnits | null;

  /**
   * Uploads per period; null means unlimited.
   * @example 100
   */
  uploads_per_month: Count | null;

  /** Maximum number of connected platform accounts. */
  connected_accounts: Count;

  /** Maximum number of people in the workspace. */
  seats: Count;

  /**
   * Number of days for which analytics are kept.
   * @example 90
   */
  history_days: Count;

  /**
   * Tokens included in each paid month; with the free plan, once.
   * @example 50
   */
  included_tokens: Tokens;

  /** Features of the plan. */
  features: Feature[];

  static of(tier: Tier): PlanResponse {
    const { name, limits, includedTokens, offer } = PLANS[tier];
    return {
      tier,
      name,
      lookup_key: offer?.lookupKey ?? null,
      unit_amount: offer?.unitAmount ?? null,
      uploads_per_month: jsonLimit(limits.uploadsPerMonth),
      connected_accounts: limits.connectedAccounts,
      seats: limits.seats,
      history_days: limits.historyDays,
      included_tokens: toTokens(includedTokens),
      features: featuresOf(tier),
    };
  }
}

export class PlansResponse {
  /** All plans, smallest first. */
  plans: PlanResponse[];
}

export class PriceResponse {
  /**
   * The `lookup_key` for POST /api/billing/checkout.
   * @example "reelway_tokens_100"
   */
  lookup_key: string;

  /**
   * Name of the product, for people.
   * @example "100 tokens"
   */
  product: string;

  /** Actual price. */
  unit_amount: MinorUnits;

  /** Currency of the price. */
  currency: Currency;

  /**
   * How often it is charged; null for one-time purchases.
   * @example "month"
   */
  interval: string | null;

  /** Whether this is the price of a plan or of a pack of tokens. */
  kind: 'subscription' | 'token_pack';

  /**
   * Tokens of the pack, or of each paid period.
   * @example 100
   */
  tokens: Tokens;

  static of({ lookupKey, product, unitAmount, currency, interval, kind, tokens }: OfferedPrice): PriceResponse {
    return {
      lookup_key: lookupKey,
      product,
      unit_amount: unitAmount,
      currency,
      interval,
      kind,
      tokens: toTokens(tokens),
    };
  }
}

export class PricesResponse {
  /** False: this installation sells nothing, and the list is empty. */
  configured: boolean;

  /** Everything that can be bought. */
  prices: PriceResponse[];
}
