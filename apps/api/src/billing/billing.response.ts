import {
  type Entitlements,
  FEATURES,
  type Feature,
  type LedgerRow,
  type Payment,
  type QuotaOverview,
  TIERS,
  type Tier,
  type TokenBalance,
  toTokens,
} from '@app/billing';
import type { Page } from '@app/core';
import { ApiProperty } from '@nestjs/swagger';

const KINDS: LedgerRow['kind'][] = ['grant', 'reserve', 'settle', 'release', 'expire', 'claw_back'];
/** JSON has no infinity. */
const orUnlimited = (limit: number): number | null => (Number.isFinite(limit) ? limit : null);

export class CheckoutResponse {
  @ApiProperty({ description: 'Where the browser goes.' })
  url: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Null: there is a subscription, and the url leads to the customer portal.',
  })
  session_id: string | null;
}

export class PortalResponse {
  @ApiProperty()
  url: string;
}

export class SubscriptionResponse {
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

  @ApiProperty()
  uploads_taken: number;

  @ApiProperty({ format: 'date-time' })
  period_start: string;

  @ApiProperty({ format: 'date-time' })
  period_end: string;

  @ApiProperty({ enum: Object.keys(FEATURES), isArray: true })
  features: Feature[];

  static of({
    entitlements: { tier, source, graceUntil, limits, window, features },
    taken,
  }: QuotaOverview): SubscriptionResponse {
    return {
      tier,
      source,
      grace_until: graceUntil?.toISOString() ?? null,
      uploads_per_month: orUnlimited(limits.uploadsPerMonth),
      uploads_taken: taken,
      period_start: window.from.toISOString(),
      period_end: window.to.toISOString(),
      features: [...features],
    };
  }
}

export class TokensResponse {
  @ApiProperty({ description: 'Tokens that can be spent.' })
  balance: number;

  @ApiProperty({ description: 'Held for renders that are under way.' })
  reserved: number;

  @ApiProperty({ description: 'Refunded tokens that were spent already; what comes in pays them first.' })
  debt: number;

  static of({ available, reserved, debt }: TokenBalance): TokensResponse {
    return { balance: toTokens(available), reserved: toTokens(reserved), debt: toTokens(debt) };
  }
}

export class LedgerEntryResponse {
  @ApiProperty({ description: 'Counts up without gaps.' })
  number: number;

  @ApiProperty({ enum: KINDS })
  kind: LedgerRow['kind'];

  @ApiProperty({ description: 'Change of the balance, in tokens.' })
  change: number;

  @ApiProperty({ description: 'After it.' })
  balance: number;

  @ApiProperty()
  reserved: number;

  @ApiProperty()
  reason: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The payment, or what the tokens are for.',
    example: 'render:0199…',
  })
  reference: string | null;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

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
  @ApiProperty({ type: [LedgerEntryResponse] })
  entries: LedgerEntryResponse[];

  @ApiProperty({ type: String, nullable: true })
  next_cursor: string | null;

  static of({ rows, nextCursor }: Page<LedgerRow>): LedgerResponse {
    return { entries: rows.map((row) => LedgerEntryResponse.of(row)), next_cursor: nextCursor };
  }
}

export class InvoiceResponse {
  @ApiProperty({ description: 'Invoice or checkout session at the payment provider.' })
  id: string;

  @ApiProperty({ enum: ['pack', 'period'] })
  kind: Payment['kind'];

  @ApiProperty()
  lookup_key: string;

  @ApiProperty()
  quantity: number;

  @ApiProperty({ description: 'In the smallest unit of the currency.' })
  amount: number;

  @ApiProperty({ description: 'Refunded or disputed.' })
  amount_back: number;

  @ApiProperty()
  currency: string;

  @ApiProperty()
  tokens: number;

  @ApiProperty({ format: 'date-time' })
  paid_at: string;

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
  @ApiProperty({ type: [InvoiceResponse] })
  invoices: InvoiceResponse[];

  static of(payments: readonly Payment[]): InvoicesResponse {
    return { invoices: payments.map((payment) => InvoiceResponse.of(payment)) };
  }
}

export class ReceivedResponse {
  @ApiProperty()
  received: boolean;
}
