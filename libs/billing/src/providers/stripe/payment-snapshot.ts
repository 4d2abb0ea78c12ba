import type Stripe from 'stripe';
import { type MicroTokens, microTokens } from '../../ledger/micro-tokens';
import { idOf } from './stripe-fields';

/** A payment that gives tokens. */
export interface PaymentSnapshot {
  /** Checkout session of a pack, invoice of a period. */
  reference: string;
  kind: 'pack' | 'period';
  lookupKey: string;
  quantity: number;
  amount: number;
  currency: string;
  tokens: MicroTokens;
  /** Tokens of a period end with it. */
  expiresAt?: Date;
  paidAt: Date;
  /** Refunded, or withdrawn by a dispute that is not won. */
  amountBack: number;
  /**
   * Tokens of a period whose price was credited for later invoices, because the plan was lowered or ended before the
   * period did.
   */
  credited: MicroTokens;
}

/** Everything that matters here about one customer, as Stripe reports it now. */
export interface StripeFacts {
  subscriptions: Stripe.Subscription[];
  sessions: Stripe.Checkout.Session[];
  invoices: Stripe.Invoice[];
  charges: Stripe.Charge[];
  disputes: Stripe.Dispute[];
  /** By price id. */
  prices: ReadonlyMap<string, Stripe.Price>;
}

/** A `warning_` is an inquiry of the bank: no money has moved, and none moves if it ends there. */
const isWithoutLoss = (status: Stripe.Dispute.Status): boolean =>
  status.startsWith('warning_') || status === 'won' || status === 'prevented';

/** The part of an amount that was refunded, or withdrawn by a dispute that is not won. */
export function amountBack(
  paymentIntent: string | undefined,
  amount: number,
  { charges, disputes }: StripeFacts,
): number {
  const charge = charges.find(
    ({ payment_intent, paid }) => paid && paymentIntent !== undefined && idOf(payment_intent) === paymentIntent,
  );
  if (!charge) return 0;
  const taken = disputes.filter(
    ({ charge: disputed, status }) => idOf(disputed) === charge.id && !isWithoutLoss(status),
  );
  return Math.min(amount, charge.amount_refunded + taken.reduce((total, dispute) => total + dispute.amount, 0));
}

/** With the tokens that were granted then, because a later release may give others for the same price. */
export function asGranted(payment: PaymentSnapshot, granted: MicroTokens): PaymentSnapshot {
  const credited = (BigInt(payment.credited) * BigInt(granted)) / BigInt(payment.tokens);
  return { ...payment, tokens: granted, credited: microTokens(Number(credited)) };
}

/** The share of the tokens that goes back with a share of the money; all tokens when all of the money goes back. */
export function tokensBack({ tokens, amount, amountBack: back }: PaymentSnapshot): MicroTokens {
  return amount === 0 ? microTokens(0) : microTokens(Number((BigInt(tokens) * BigInt(back)) / BigInt(amount)));
}
