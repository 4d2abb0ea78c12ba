import { FEATURES, type Feature, featuresOf, type OfferedPrice, PLANS, TIERS, type Tier, toTokens } from '@app/billing';
import { ApiProperty } from '@nestjs/swagger';

/** JSON has no infinity. */
const orUnlimited = (limit: number): number | null => (Number.isFinite(limit) ? limit : null);

export class PlanResponse {
  @ApiProperty({ enum: TIERS })
  tier: Tier;

  @ApiProperty()
  name: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'For POST /api/billing/checkout; null for plans that are not sold.',
  })
  lookup_key: string | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'US cents a month in the catalogue; GET /api/billing/prices says what is really charged.',
  })
  unit_amount: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Null is unlimited.' })
  uploads_per_month: number | null;

  @ApiProperty()
  connected_accounts: number;

  @ApiProperty()
  seats: number;

  @ApiProperty()
  history_days: number;

  @ApiProperty({ description: 'With each paid month; with starter once.' })
  included_tokens: number;

  @ApiProperty({ enum: Object.keys(FEATURES), isArray: true })
  features: Feature[];

  static of(tier: Tier): PlanResponse {
    const { name, limits, includedTokens, offer } = PLANS[tier];
    return {
      tier,
      name,
      lookup_key: offer?.lookupKey ?? null,
      unit_amount: offer?.unitAmount ?? null,
      uploads_per_month: orUnlimited(limits.uploadsPerMonth),
      connected_accounts: limits.connectedAccounts,
      seats: limits.seats,
      history_days: limits.historyDays,
      included_tokens: toTokens(includedTokens),
      features: featuresOf(tier),
    };
  }
}

export class PlansResponse {
  @ApiProperty({ type: [PlanResponse] })
  plans: PlanResponse[];
}

export class PriceResponse {
  @ApiProperty()
  lookup_key: string;

  @ApiProperty()
  product: string;

  @ApiProperty({ description: 'In the smallest unit of the currency.' })
  unit_amount: number;

  @ApiProperty({ example: 'usd' })
  currency: string;

  @ApiProperty({ type: String, nullable: true, example: 'month' })
  interval: string | null;

  @ApiProperty({ enum: ['subscription', 'token_pack'] })
  kind: 'subscription' | 'token_pack';

  @ApiProperty({ description: 'Tokens of a pack, or of each paid month.' })
  tokens: number;

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
  @ApiProperty({ description: 'False: nothing can be bought here, and the list is empty.' })
  configured: boolean;

  @ApiProperty({ type: [PriceResponse] })
  prices: PriceResponse[];
}
