import type Stripe from 'stripe';
import { type MicroTokens, microTokens } from '../../ledger/micro-tokens';
import { PLANS, type Tier, tierOfLookupKey } from '../../plans/plan-catalogue';
import { amountBack, type PaymentSnapshot, type StripeFacts } from './payment-snapshot';
import { dateOf, idOf } from './stripe-fields';
import { lookupKeyOf } from './stripe-offers.service';

/** The amount that one invoice charges (above 0) or credits (below 0) for one period of one subscription. */
interface PeriodShare {
  /** Names the subscription and the end of the period. */
  period: string;
  endsAt: Date;
  /** Seconds. */
  length: number;
  /** Whole micro-tokens. */
  tokens: number;
  /** The plan with the largest charge in the period. */
  lookupKey: string;
  highestCharge: number;
}

/**
 * Payments of plans, oldest first. Tokens follow the money: an invoice line that charges or credits a share of the
 * plan's price grants or takes back the same share of the plan's tokens. So a higher plan grants the tokens of the rest
 * of the period, and credits reduce the payments of the same period, the newest first. Paying from the customer's
 * credit counts as paying.
 */
export function periodPayments(facts: StripeFacts): PaymentSnapshot[] {
  const payments: PaymentSnapshot[] = [];
  const ofPeriod = new Map<string, PaymentSnapshot[]>();
  for (const invoice of oldestFirst(facts.invoices)) {
    if (invoice.status !== 'paid' || !invoice.parent?.subscription_details || isFree(invoice)) continue;
    const shares = sharesOf(invoice, facts.prices);
    const bought = shares.filter(({ tokens }) => tokens > 0);
    if (bought.length > 0) {
      const payment = paymentFor(invoice, bought, facts);
      payments.push(payment);
      for (const { period } of bought) ofPeriod.set(period, [payment, ...(ofPeriod.get(period) ?? [])]);
    }
    for (const { period, tokens } of shares) if (tokens < 0) credit(ofPeriod.get(period) ?? [], -tokens);
  }
  return payments;
}

/** A trial, or a coupon for everything: nothing was paid, not even from credit. */
const isFree = ({ total, lines }: Stripe.Invoice): boolean =>
  total <= 0 && !lines.data.some(({ amount }) => amount < 0);

function sharesOf(invoice: Stripe.Invoice, prices: StripeFacts['prices']): PeriodShare[] {
  const subscription = idOf(invoice.parent?.subscription_details?.subscription);
  const shares = new Map<string, PeriodShare>();
  for (const line of invoice.lines.data) {
    const price = prices.get(idOf(line.pricing?.price_details?.price) ?? '');
    const lookupKey = (price && lookupKeyOf(price)) ?? '';
    const tier = tierOfLookupKey(lookupKey);
    if (!price || !tier) continue;
    const period = `${subscription} ${line.period.end}`;
    const share = shares.get(period) ?? {
      period,
      endsAt: dateOf(line.period.end),
      length: 0,
      tokens: 0,
      lookupKey,
      highestCharge: 0,
    };
    share.tokens += tokensOf(line, price, tier);
    share.length = Math.max(share.length, line.period.end - line.period.start);
    if (line.amount > share.highestCharge) Object.assign(share, { lookupKey, highestCharge: line.amount });
    shares.set(period, share);
  }
  return [...shares.values()];
}

function tokensOf({ amount, quantity }: Stripe.InvoiceLineItem, price: Stripe.Price, tier: Tier): number {
  const full = (price.unit_amount ?? 0) * (quantity ?? 1);
  return full === 0 ? 0 : Math.trunc((PLANS[tier].includedTokens * amount) / full);
}

function paymentFor(invoice: Stripe.Invoice, bought: readonly PeriodShare[], facts: StripeFacts): PaymentSnapshot {
  const intent = idOf(invoice.payments?.data[0]?.payment.payment_intent);
  const paidAt = dateOf(invoice.status_transitions.paid_at ?? invoice.created);
  const [highest] = [...bought].sort((a, b) => b.highestCharge - a.highestCharge);
  return {
    reference: invoice.id,
    kind: 'period',
    lookupKey: highest?.lookupKey ?? '',
    quantity: 1,
    amount: invoice.amount_paid,
    currency: invoice.currency,
    tokens: microTokens(bought.reduce((total, { tokens }) => total + tokens, 0)),
    expiresAt: expiryOf(bought, paidAt),
    paidAt,
    amountBack: amountBack(intent, invoice.amount_paid, facts),
    credited: microTokens(0),
  };
}

/** A period that is paid after its end begins with the payment instead, because its tokens would expire at once. */
function expiryOf(bought: readonly PeriodShare[], paidAt: Date): Date {
  const endsAt = Math.max(...bought.map(({ endsAt: end }) => end.getTime()));
  if (paidAt.getTime() < endsAt) return new Date(endsAt);
  return new Date(paidAt.getTime() + Math.max(...bought.map(({ length }) => length)) * 1_000);
}

function credit(payments: readonly PaymentSnapshot[], tokens: number): void {
  let left = tokens;
  for (const payment of payments) {
    const taken: MicroTokens = microTokens(Math.min(left, payment.tokens - payment.credited));
    payment.credited = microTokens(payment.credited + taken);
    left -= taken;
  }
}

/** Stripe lists the newest first, even within one second. */
const oldestFirst = (invoices: readonly Stripe.Invoice[]): Stripe.Invoice[] =>
  [...invoices].reverse().sort((a, b) => a.created - b.created);
