import { Injectable, Logger } from '@nestjs/common';
import type Stripe from 'stripe';
import type { EntityManager } from 'typeorm';
import { paymentProviderRefused } from '../../billing.errors';
import { LedgerService } from '../../ledger/ledger.service';
import { microTokens } from '../../ledger/micro-tokens';
import { BillingNoticesRepository } from '../../notices/billing-notices.repository';
import {
  type CustomerSnapshot,
  customerSnapshot,
  DUPLICATE,
  duplicatesOf,
  nextPhase,
  type OwnRecord,
} from './customer-snapshot';
import { asGranted, type PaymentSnapshot, type StripeFacts, tokensBack } from './payment-snapshot';
import { StripeCustomersRepository } from './stripe-customers.repository';
import { StripeCustomersService } from './stripe-customers.service';
import { idOf } from './stripe-fields';
import { StripeGatewayService } from './stripe-gateway.service';
import { type KnownPayment, StripeMirrorRepository } from './stripe-mirror.repository';
import { withDiscounts } from './subscription-discounts';
import { subscriptionNotices } from './subscription-notices';

const MOST_OF_A_KIND = 10_000;
const CUSTOMERS_A_RUN = 100;

/**
 * Updates our copy of one customer to Stripe's current state. The only writer of subscriptions and of paid tokens:
 * webhooks, the success page and repairs all call it, in any order and any number of times.
 */
@Injectable()
export class StripeSyncService {
  private readonly logger = new Logger('Payments');

  constructor(
    private readonly gateway: StripeGatewayService,
    private readonly customers: StripeCustomersService,
    private readonly accounts: StripeCustomersRepository,
    private readonly mirror: StripeMirrorRepository,
    private readonly ledger: LedgerService,
    private readonly notices: BillingNoticesRepository,
  ) {}

  /** False when the customer is not ours or Stripe no longer has it, or a synchronisation that began later was faster. */
  async sync(customerId: string): Promise<boolean> {
    const customer = await this.accounts.find(customerId);
    if (!customer) return false;
    if (customer.isGone) await this.customers.detachIfGone(customerId);
    const syncNumber = await this.mirror.nextSyncNumber();
    const snapshot = await this.snapshotOf(customerId, customer.userId);
    if (!snapshot) return false;
    return this.mirror.dataSource.transaction((manager) => this.write(customerId, syncNumber, snapshot, manager));
  }

  /**
   * Completes subscriptions that an earlier version copied without their amounts, a batch of customers at a time.
   * @returns the number of customers that could not be read
   */
  async addMissingAmounts(): Promise<number> {
    const customers = await this.mirror.customersWithoutAmounts(CUSTOMERS_A_RUN);
    let failed = 0;
    for (const customerId of customers) await this.sync(customerId).catch(() => failed++);
    return failed;
  }

  /** Stripe reports that a trial ends in three days; the user is notified if our own record agrees. */
  noteTrialEnding(subscriptionId: string): Promise<void> {
    return this.notices.addTrialEnding(subscriptionId);
  }

  /** Undefined when Stripe does not have the customer, which is detached then. */
  private async snapshotOf(customerId: string, userId: string): Promise<CustomerSnapshot | undefined> {
    try {
      const own = { userId, subscriptionIds: await this.mirror.subscriptionIdsOf(customerId) };
      const snapshot = await this.gateway.ask((stripe) => readSnapshot(stripe, customerId, own));
      for (const each of snapshot.foreign)
        this.logger.log(`${customerId} has ${each}, which is not a plan of the catalogue: ignored`);
      return snapshot;
    } catch (error) {
      if (paymentProviderRefused.is(error) && (await this.customers.detachIfGone(customerId))) return undefined;
      throw error;
    }
  }

  private async write(
    customerId: string,
    syncNumber: string,
    snapshot: CustomerSnapshot,
    manager: EntityManager,
  ): Promise<boolean> {
    const userId = await this.mirror.claim(customerId, syncNumber, snapshot, manager);
    if (!userId) return false;
    const before = await this.mirror.subscriptionsOf(userId, manager);
    for (const subscription of snapshot.subscriptions)
      await this.mirror.saveSubscription({ userId, customerId }, subscription, manager);
    await this.mirror.endSubscriptions(snapshot.ended, manager);
    const known = await this.mirror.paymentsOf(userId, manager);
    for (const payment of snapshot.payments)
      if (!known.has(payment.reference)) known.set(payment.reference, await this.grant(userId, payment, manager));
    for (const payment of snapshot.payments) {
      const before = known.get(payment.reference) as KnownPayment;
      await this.takeBack(userId, asGranted(payment, before.tokens), { before, syncNumber }, manager);
    }
    for (const notice of subscriptionNotices(before, snapshot.subscriptions, syncNumber))
      await this.notices.add(userId, notice, manager);
    const duplicates = new Set(snapshot.subscriptions.filter(({ isDuplicate }) => isDuplicate).map(({ id }) => id));
    await this.customers.followPlan(
      userId,
      before.filter(({ id }) => !duplicates.has(id)),
      manager,
    );
    return true;
  }

  private async grant(userId: string, payment: PaymentSnapshot, manager: EntityManager): Promise<KnownPayment> {
    const { reference, kind, tokens: amount, expiresAt, lookupKey, quantity, currency } = payment;
    const source = kind === 'pack' ? 'purchase' : 'subscription';
    const { subjectId } = await this.ledger.grant(
      { key: `stripe:${reference}`, userId, amount, source, expiresAt, reference, reason: lookupKey },
      manager,
    );
    await this.mirror.addPayment(userId, payment, subjectId ?? '', manager);
    const facts = { reference, lookupKey, quantity, amount: payment.amount, currency, tokens: amount };
    await this.notices.add(userId, { kind: 'tokens_added', cause: `tokens_added:${reference}`, facts }, manager);
    return { reference, grantId: subjectId ?? '', tokens: amount, tokensBack: 0, tokensCredited: 0 };
  }

  /**
   * A refund or dispute takes back its share at once; a credit takes back free tokens of the plan, and the rest as soon
   * as the plan has free tokens again.
   */
  private async takeBack(
    userId: string,
    payment: PaymentSnapshot,
    { before, syncNumber }: { before: KnownPayment; syncNumber: string },
    manager: EntityManager,
  ): Promise<void> {
    const { reference, amount, amountBack, currency, tokens, credited } = payment;
    const { grantId } = before;
    const key = `stripe:${reference}:back:${syncNumber}`;
    const refunded = tokensBack(payment);
    const kept = Math.min(before.tokensCredited, credited, tokens - refunded);
    const reason = refunded > 0 ? 'refunded or disputed' : 'refund failed or dispute won';
    let total = refunded + kept;
    if (total !== before.tokensBack)
      await this.ledger.clawBack({ key, grantId, total: microTokens(total), reason }, manager);
    const wanted = Math.min(refunded + credited, tokens);
    if (wanted > total)
      total = await this.ledger.takeCredited({ key: `${key}:credit`, grantId, total: microTokens(wanted) }, manager);
    if (total === before.tokensBack) return;
    await this.mirror.setBack(payment, { tokensBack: total, tokensCredited: total - refunded }, manager);
    if (refunded === before.tokensBack - before.tokensCredited) return;
    const facts = { reference, amount, amountBack, currency, tokens, tokensBack: refunded };
    await this.notices.add(
      userId,
      { kind: 'payment_reversed', cause: `payment_reversed:${reference}:${syncNumber}`, facts },
      manager,
    );
  }
}

/** One customer, one plan: others are cancelled, and their unused part becomes credit for the next invoices. */
async function readSnapshot(stripe: Stripe, customer: string, own: OwnRecord): Promise<CustomerSnapshot> {
  const facts = await readFacts(stripe, customer);
  const snapshot = customerSnapshot(facts, own);
  const duplicates = duplicatesOf(facts.subscriptions);
  for (const { id } of duplicates)
    await stripe.subscriptions.cancel(id, {
      prorate: true,
      invoice_now: true,
      cancellation_details: { comment: DUPLICATE },
    });
  return duplicates.length === 0 ? snapshot : customerSnapshot(await readFacts(stripe, customer), own);
}

async function readFacts(stripe: Stripe, customer: string): Promise<StripeFacts> {
  const limit = { limit: MOST_OF_A_KIND };
  const [subscriptions, sessions, invoices, charges] = await Promise.all([
    stripe.subscriptions
      .list({
        customer,
        status: 'all',
        limit: 100,
        expand: ['data.customer', 'data.latest_invoice', 'data.schedule', 'data.discounts.source.coupon'],
      })
      .autoPagingToArray(limit),
    stripe.checkout.sessions
      .list({ customer, status: 'complete', limit: 100, expand: ['data.line_items'] })
      .autoPagingToArray(limit),
    stripe.invoices.list({ customer, limit: 100, expand: ['data.payments'] }).autoPagingToArray(limit),
    stripe.charges.list({ customer, limit: 100 }).autoPagingToArray(limit),
  ]);
  const disputed = charges.filter(({ disputed: is }) => is);
  const disputes = await Promise.all(
    disputed.map(({ id }) => stripe.disputes.list({ charge: id, limit: 100 }).autoPagingToArray(limit)),
  );
  return {
    subscriptions: await withDiscounts(stripe, subscriptions),
    sessions,
    invoices,
    charges,
    disputes: disputes.flat(),
    prices: await readPrices(stripe, subscriptions, invoices),
  };
}

/** Prices of invoices and of scheduled changes; the subscriptions already carry most of them. */
async function readPrices(
  stripe: Stripe,
  subscriptions: readonly Stripe.Subscription[],
  invoices: readonly Stripe.Invoice[],
): Promise<Map<string, Stripe.Price>> {
  const prices = new Map(subscriptions.flatMap(({ items }) => items.data).map(({ price }) => [price.id, price]));
  const named = invoices.flatMap(({ lines }) =>
    lines.data.flatMap((line) => idOf(line.pricing?.price_details?.price) ?? []),
  );
  const next = subscriptions.flatMap((each) => idOf(nextPhase(each)?.items[0]?.price) ?? []);
  for (const id of new Set([...named, ...next])) if (!prices.has(id)) prices.set(id, await stripe.prices.retrieve(id));
  return prices;
}
