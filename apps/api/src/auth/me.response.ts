import { type Entitlements, FEATURES, type Feature, type QuotaOverview, TIERS, type Tier } from '@app/billing';
import { ApiProperty } from '@nestjs/swagger';
import { TokensResponse } from '../billing/billing.response';
import { WorkspaceSummaryResponse } from '../workspace/workspace.response';
import { UserResponse } from './user.response';

/** JSON has no infinity. */
const orUnlimited = (limit: number): number | null => (Number.isFinite(limit) ? limit : null);

export class MySubscriptionResponse {
  @ApiProperty({ enum: TIERS })
  tier: Tier;

  @ApiProperty({ example: 'active', description: 'As the payment provider says it.' })
  status: string;

  @ApiProperty({ format: 'date-time' })
  current_period_start: string;

  @ApiProperty({ format: 'date-time' })
  current_period_end: string;

  @ApiProperty()
  cancel_at_period_end: boolean;

  static of({ subscription }: Entitlements): MySubscriptionResponse | null {
    if (!subscription) return null;
    const { tier, status, currentPeriodStart, currentPeriodEnd, cancelAtPeriodEnd } = subscription;
    return {
      tier,
      status,
      current_period_start: currentPeriodStart.toISOString(),
      current_period_end: currentPeriodEnd.toISOString(),
      cancel_at_period_end: cancelAtPeriodEnd,
    };
  }
}

export class MyEntitlementsResponse {
  @ApiProperty({ enum: TIERS })
  tier: Tier;

  @ApiProperty({ enum: ['free', 'subscription', 'grant'] })
  source: Entitlements['source'];

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'A payment failed; without one the plan ends then.',
  })
  grace_until: string | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Null is unlimited.' })
  uploads_per_month: number | null;

  @ApiProperty({ type: 'integer' })
  connected_accounts: number;

  @ApiProperty({ type: 'integer' })
  seats: number;

  @ApiProperty({ type: 'integer' })
  history_days: number;

  @ApiProperty({ enum: Object.keys(FEATURES), isArray: true })
  features: Feature[];

  static of({ tier, source, graceUntil, limits, features }: Entitlements): MyEntitlementsResponse {
    return {
      tier,
      source,
      grace_until: graceUntil?.toISOString() ?? null,
      uploads_per_month: orUnlimited(limits.uploadsPerMonth),
      connected_accounts: limits.connectedAccounts,
      seats: limits.seats,
      history_days: limits.historyDays,
      features: [...features],
    };
  }
}

export class MyUsageResponse {
  @ApiProperty({ type: 'integer' })
  uploads: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Null is unlimited.' })
  uploads_limit: number | null;

  @ApiProperty({ format: 'date-time' })
  period_start: string;

  @ApiProperty({ format: 'date-time' })
  period_end: string;

  static of({ entitlements: { limits, window }, taken }: QuotaOverview): MyUsageResponse {
    return {
      uploads: taken,
      uploads_limit: orUnlimited(limits.uploadsPerMonth),
      period_start: window.from.toISOString(),
      period_end: window.to.toISOString(),
    };
  }
}

/** Plan, usage and tokens are those of the workspace that the session works in. */
export class MeResponse {
  @ApiProperty()
  user: UserResponse;

  @ApiProperty({
    type: MySubscriptionResponse,
    nullable: true,
    description: 'Null without one, and for those who may not see payments.',
  })
  subscription: MySubscriptionResponse | null;

  @ApiProperty()
  entitlements: MyEntitlementsResponse;

  @ApiProperty()
  usage: MyUsageResponse;

  @ApiProperty({ description: 'The workspace that this session works in.' })
  workspace: WorkspaceSummaryResponse;

  @ApiProperty({ type: TokensResponse, nullable: true, description: 'Null for those who may not see payments.' })
  tokens: TokensResponse | null;

  @ApiProperty({ description: 'Whether signing in needs a code of an authenticator app.' })
  totp_enabled: boolean;
}
