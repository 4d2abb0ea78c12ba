import type { Entitlements, Feature, Tier } from '@app/billing';
import type { Count, Instant } from '../http/field-types';
import { jsonLimit } from '../http/json-limit';
import { TokensResponse } from '../responses/tokens.response';
import { UploadQuotaResponse } from '../responses/upload-quota.response';
import { UserResponse } from '../responses/user.response';
import { WorkspaceSummaryResponse } from '../responses/workspace-summary.response';

export class MySubscriptionResponse {
  /** The plan that the subscription pays for. */
  tier: Tier;

  /**
   * State of the subscription, as the payment provider names it.
   * @example "active"
   */
  status: string;

  /** Start of the paid period. */
  current_period_start: Instant;

  /** End of the paid period. */
  current_period_end: Instant;

  /** Whether the subscription ends with this period. */
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
  /** The plan whose limits apply now. */
  tier: Tier;

  /** Where the plan comes from: a payment, a grant of the operator, or the free plan. */
  source: Entitlements['source'];

  /** When the plan ends after a failed payment unless a payment succeeds; otherwise null. */
  grace_until: Instant | null;

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

  /** Features of the plan. */
  features: Feature[];

  static of({ tier, source, graceUntil, limits, features }: Entitlements): MyEntitlementsResponse {
    return {
      tier,
      source,
      grace_until: graceUntil?.toISOString() ?? null,
      uploads_per_month: jsonLimit(limits.uploadsPerMonth),
      connected_accounts: limits.connectedAccounts,
      seats: limits.seats,
      history_days: limits.historyDays,
      features: [...features],
    };
  }
}

/** Plan, usage and tokens are those of the session's current workspace. */
export class MeResponse {
  /** The signed-in user. */
  user: UserResponse;

  /** The subscription of the workspace; null without one, and for members who may not see payments. */
  subscription: MySubscriptionResponse | null;

  /** What the plan of the workspace includes. */
  entitlements: MyEntitlementsResponse;

  /** Usage of the plan in this period. */
  usage: UploadQuotaResponse;

  /** The session's current workspace. */
  workspace: WorkspaceSummaryResponse;

  /** Token balance of the workspace; null for members who may not see payments. */
  tokens: TokensResponse | null;

  /** Whether signing in requires a code from an authenticator app. */
  totp_enabled: boolean;
}
