import type { MicroTokens } from '../ledger/micro-tokens';
import type { Tier } from '../plans/plan-catalogue';

/** What users are told about money and tokens, with what each kind knows. Amounts of money are in the smallest unit; dates are ISO 8601. */
export interface NoticeFacts {
  tokens_added: {
    reference: string;
    lookupKey: string;
    quantity: number;
    amount: number;
    currency: string;
    tokens: MicroTokens;
  };
  /** Written by the ledger itself. */
  tokens_low: { available: MicroTokens; mark: MicroTokens };
  payment_failed: { tier: Tier; since: string };
  /** `amountBack` and `tokensBack` are totals; they fall when a refund fails or a dispute is won. */
  payment_reversed: {
    reference: string;
    amount: number;
    amountBack: number;
    currency: string;
    tokens: MicroTokens;
    tokensBack: MicroTokens;
  };
  plan_changed: { from: Tier; to: Tier };
  trial_ending: { tier: Tier; endsAt: string };
  subscription_ended: { tier: Tier };
  /** A second subscription of one customer was cancelled; the first line is what stays. */
  subscription_duplicate: { tier: Tier; subscription: string };
}
export type NoticeKind = keyof NoticeFacts;

/** One thing to tell. `cause` names why: the same cause is told once, however often it is found. */
export type NewNotice = { [Kind in NoticeKind]: { kind: Kind; cause: string; facts: NoticeFacts[Kind] } }[NoticeKind];

export type BillingNotice = {
  [Kind in NoticeKind]: { id: string; userId: string; kind: Kind; facts: NoticeFacts[Kind] };
}[NoticeKind];
