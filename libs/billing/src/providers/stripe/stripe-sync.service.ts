import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { LedgerService } from '../../ledger/ledger.service';
import { type CustomerSnapshot, customerSnapshot, idOf, type PaymentSnapshot, type StripeFacts, tokensBack } from './customer-snapshot';
import { StripeGateway } from './stripe-gateway.service';
import { StripeMirrorRepository } from './stripe-mirror.repository';
import type { EntityManager } from 'typeorm';

const MOST_OF_A_KIND = 10_000;

/**
 * Brings our copy of one customer to what Stripe says now. The only writer of subscriptions and of tokens that were paid for: webhooks,
 * the success page and repairs all call it, in any order and as often as they like.
 */
@Injectable()
export class StripeSyncService {
  constructor(
    private readonly gateway: StripeGateway,
    private readonly mirror: StripeMirrorRepository,
    private readonly ledger: LedgerService,
  ) {}

  /** False when the customer is not ours, or a synchronisation that began later was faster. */
  async sync(customerId: string): Promise<boolean> {
    if (!(await this.mirror.isKnown(customerId))) return false;
    const syncNumber = await this.mirror.nextSyncNumber();
    const snapshot = customerSnapshot(await this.gateway.ask((stripe) => readFacts(stripe, customerId)));
    return this.mirror.dataSource.transaction((manager) => this.write(customerId, syncNumber, snapshot, manager));
  }

  private async write(customerId: string, syncNumber: string, snapshot: CustomerSnapshot, manager: EntityManager): Promise<boolean> {
    const userId = await this.mirror.claim(customerId, syncNumber, snapshot, manager);
    if (!userId) return false;
    for (const subscription of snapshot.subscriptions) await this.mirror.saveSubscription(userId, subscription, manager);
    const known = await this.mirror.paymentsOf(userId, manager);
    for (const payment of snapshot.payments) {
      const before = known.get(payment.reference);
      const grantId = before?.grantId ?? (await this.grant(userId, payment, manager));
      const back = tokensBack(payment);
      if (back === (before?.tokensBack ?? 0)) continue;
      const key = `stripe:${payment.reference}:back:${syncNumber}`;
      await this.ledger.clawBack({ key, grantId, total: back, reason: back > 0 ? 'refunded or disputed' : 'refund failed or dispute won' }, manager);
      await this.mirror.setBack(payment.reference, payment.amountBack, back, manager);
    }
    return true;
  }

  private async grant(userId: string, payment: PaymentSnapshot, manager: EntityManager): Promise<string> {
    const { reference, kind, tokens: amount, expiresAt, lookupKey } = payment;
    const source = kind === 'pack' ? 'purchase' : 'subscription';
    const { subjectId } = await this.ledger.grant({ key: `stripe:${reference}`, userId, amount, source, expiresAt, reference, reason: lookupKey }, manager);
    await this.mirror.addPayment(userId, payment, subjectId ?? '', manager);
    return subjectId ?? '';
  }
}

async function readFacts(stripe: Stripe, customer: string): Promise<StripeFacts> {
  const limit = { limit: MOST_OF_A_KIND };
  const [subscriptions, sessions, invoices, charges] = await Promise.all([
    stripe.subscriptions.list({ customer, status: 'all', limit: 100, expand: ['data.latest_invoice'] }).autoPagingToArray(limit),
    stripe.checkout.sessions.list({ customer, status: 'complete', limit: 100, expand: ['data.line_items'] }).autoPagingToArray(limit),
    stripe.invoices.list({ customer, status: 'paid', limit: 100, expand: ['data.payments'] }).autoPagingToArray(limit),
    stripe.charges.list({ customer, limit: 100 }).autoPagingToArray(limit),
  ]);
  const disputed = charges.filter(({ disputed: is }) => is);
  const disputes = await Promise.all(disputed.map(({ id }) => stripe.disputes.list({ charge: id, limit: 100 }).autoPagingToArray(limit)));
  return { subscriptions, sessions, invoices, charges, disputes: disputes.flat(), prices: await readPrices(stripe, subscriptions, invoices) };
}

/** Those on invoices, most of which the subscriptions already carry. */
async function readPrices(
  stripe: Stripe,
  subscriptions: readonly Stripe.Subscription[],
  invoices: readonly Stripe.Invoice[],
): Promise<Map<string, Stripe.Price>> {
  const prices = new Map(subscriptions.flatMap(({ items }) => items.data).map(({ price }) => [price.id, price]));
  const named = invoices.flatMap(({ lines }) => lines.data.flatMap((line) => idOf(line.pricing?.price_details?.price) ?? []));
  for (const id of new Set(named)) if (!prices.has(id)) prices.set(id, await stripe.prices.retrieve(id));
  return prices;
}
