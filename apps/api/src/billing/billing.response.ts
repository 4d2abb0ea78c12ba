import {
  type Entitlements,
  type Feature,
  type LedgerRow,
  type Payment,
  type QuotaOverview,
  type Tier,
  toTokens,
} from '@app/billing';
import type { Page } from '@app/core';
import type { Count, Currency, Cursor, Instant, MinorUnits, Tokens, Url } from '../http/field-types';
import { jsonLimit } from '../http/json-limit';

export class CheckoutResponse {
  /** Page to open in the browser. */
  url: Url;

  /**
   * Id of the checkout; null if a subscription already exists and `url` opens the customer portal.
   * @example "cs_live_a1b2c3"
   */
  session_id: string | null;
}

export class PortalResponse {
  /** Page to open in the browser. */
  url: Url;
}

export class SubscriptionResponse {
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

  /** The plan that follows the paid one when a lower plan or the end of the subscription is scheduled; otherwise null. */
  scheduled_plan: Tier | null;

  /** When `scheduled_plan` begins; otherwise null. */
  scheduled_at: Instant | null;

  /** Uploads of this period so far. */
  uploads_taken: Count;

  /** Start of the period. */
  period_start: Instant;

  /** End of the period, when the count starts again at 0. */
  period_end: Instant;

  /** Features of the plan. */
  features: Feature[];

  static of({
    entitlements: { tier, source, subscription, graceUntil, limits, window, features },
    taken,
  }: QuotaOverview): SubscriptionResponse {
    return {
      tier,
      source,
      grace_until: graceUntil?.toISOString() ?? null,
      uploads_per_month: jsonLimit(limits.uploadsPerMonth),
      scheduled_plan: subscription?.scheduledTier ?? null,
      scheduled_at: subscription?.scheduledAt?.toISOString() ?? null,
      uploads_taken: taken,
      period_start: window.from.toISOString(),
      period_end: window.to.toISOString(),
      features: [...features],
    };
  }
}

export class LedgerEntryResponse {
  /** Position in the ledger, without gaps. */
  number: Count;

  /** What moved the tokens. */
  kind: LedgerRow['kind'];

  /**
   * Change of the balance in tokens; negative when tokens left it.
   * @example -0.5
   */
  change: number;

  /** Balance after the entry. */
  balance: Tokens;

  /** Tokens that running renders hold after the entry. */
  reserved: Tokens;

  /**
   * Why the tokens moved, in words.
   * @example "render"
   */
  reason: string;

  /**
   * The payment, or what the tokens were spent on; null if neither.
   * @example "render:0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10"
   */
  reference: string | null;

  /** When the tokens moved. */
  created_at: Instant;

  static of(row: LedgerRow): LedgerEntryResponse {
    const change = row.entries.find(({ bucket }) => bucket === 'available')?.delta ?? 0;
    return {
      number: row.version,
      kind: row.kind,
      change: change / 1_000_000,
      balance: toTokens(row.available),
      reserved: toTokens(row.reserved),
      reason: row.reason,
      reference: row.reference,
      created_at: row.created_at.toISOString(),
    };
  }
}

export class LedgerResponse {
  /** One page of entries, newest first. */
  entries: LedgerEntryResponse[];

  next_cursor: Cursor | null;

  static of({ rows, nextCursor }: Page<LedgerRow>): LedgerResponse {
    return { entries: rows.map((row) => LedgerEntryResponse.of(row)), next_cursor: nextCursor };
  }
}

export class InvoiceResponse {
  /**
   * Id of the invoice or checkout at the payment provider.
   * @example "in_1QhX2e"
   */
  id: string;

  /** `pack`: tokens bought once; `period`: a paid period of a plan. */
  kind: Payment['kind'];

  /**
   * What was bought.
   * @example "reelway_tokens_100"
   */
  lookup_key: string;

  /** How many were bought. */
  quantity: Count;

  /** Amount paid. */
  amount: MinorUnits;

  /**
   * Amount that was refunded or is disputed.
   * @example 0
   */
  amount_back: MinorUnits;

  /** Currency of both amounts. */
  currency: Currency;

  /**
   * Tokens that the payment granted.
   * @example 100
   */
  tokens: Tokens;

  /** When it was paid. */
  paid_at: Instant;

  static of({ reference, lookupKey, amountBack, paidAt, tokens, ...payment }: Payment): InvoiceResponse {
    return {
      ...payment,
      id: reference,
      lookup_key: lookupKey,
      amount_back: amountBack,
      tokens: toTokens(tokens),
      paid_at: paidAt.toISOString(),
    };
  }
}

export class InvoicesResponse {
  /** One page of payments, newest first. */
  invoices: InvoiceResponse[];

  next_cursor: Cursor | null;

  static of({ rows, nextCursor }: Page<Payment>): InvoicesResponse {
    return { invoices: rows.map((payment) => InvoiceResponse.of(payment)), next_cursor: nextCursor };
  }
}
