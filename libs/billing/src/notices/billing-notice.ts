import type { MicroTokens } from '../ledger/micro-tokens';
import type { Tier } from '../plans/plan-catalogue';

/** The notices about money and tokens, with the facts of each kind. Money is in the currency's smallest unit; dates are ISO 8601. */
export interface NoticeFacts {
  tokens_added: {
    reference: string;
    lookupKey: string;
    quantity: number;
    amount: number;
    currency: string;
    tokens: MicroTokens;
  };
  /** The ledger itself writes it. */
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
  /** We cancelled a duplicate subscription: its plan and its id. */
  subscription_duplicate: { tier: Tier; subscription: string };
  /** 80 % or all units of the period are taken; one notice for each share. */
  quota_reached: { quota: string; taken: number; limit: number; percent: 80 | 100 };
}
type NoticeKind = keyof NoticeFacts;

/** A notice to add. `cause` is unique: each cause is notified once, however often it is found. */
export type NewNotice = { [Kind in NoticeKind]: { kind: Kind; cause: string; facts: NoticeFacts[Kind] } }[NoticeKind];

export type BillingNotice = {
  [Kind in NoticeKind]: { id: string; userId: string; kind: Kind; facts: NoticeFacts[Kind] };
}[NoticeKind];

/** The notices that are mailed; the others are only events of the account. */
export type MailedNotice = Exclude<BillingNotice, { kind: 'quota_reached' }>;
