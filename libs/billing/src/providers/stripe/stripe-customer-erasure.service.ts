import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { StripeCustomersService } from './stripe-customers.service';
import { idOf } from './stripe-fields';
import { StripeGatewayService } from './stripe-gateway.service';

/** Subscriptions in these states charge nothing more and cannot be cancelled. */
const OVER: ReadonlySet<string> = new Set(['canceled', 'incomplete_expired']);
/** Subscriptions in these states wait for a payment, which Stripe may try again. */
const UNPAID: ReadonlySet<string> = new Set(['incomplete', 'past_due', 'unpaid']);
/** Metadata of a subscription that ends only because its account is about to be deleted. */
const MARK = 'account_deletion';
/** It continues when the account is kept. */
const CONTINUES = 'continues';
/** It ends all the same: another change of it was scheduled, which is lost. */
const ENDS = 'ends';

/** Ends a customer at Stripe. */
@Injectable()
export class StripeCustomerErasureService {
  constructor(
    private readonly gateway: StripeGatewayService,
    private readonly customers: StripeCustomersService,
  ) {}

  /**
   * Lets nobody pay for an account that is about to be deleted: closes open checkouts, ends subscriptions and trials
   * with their current period, cancels those that wait for a payment, and keeps invoices of periods that have just begun
   * as drafts. A payment that arrived before counts. Repeatable; does nothing where payments are not configured.
   * @throws payment_provider_unavailable, payment_provider_refused
   */
  async stopPayments(userId: string): Promise<void> {
    if (!this.gateway.isConfigured) return;
    for (const customer of await this.customers.presentOf(userId))
      await this.gateway.ask(async (stripe) => {
        await expireOpen(stripe, customer);
        for (const each of await subscriptionsOf(stripe, customer)) await endWithPeriod(stripe, each);
        await holdDrafts(stripe, customer);
      });
  }

  /**
   * Lets the subscriptions and drafts continue that `stopPayments` alone has stopped. A subscription that was about to
   * change ends nevertheless: it would be charged without the change. Repeatable; does nothing where payments are not
   * configured.
   * @throws payment_provider_unavailable, payment_provider_refused
   */
  async resumePayments(userId: string): Promise<void> {
    if (!this.gateway.isConfigured) return;
    for (const customer of await this.customers.presentOf(userId))
      await this.gateway.ask(async (stripe) => {
        const subscriptions = await subscriptionsOf(stripe, customer);
        for (const each of subscriptions) await resume(stripe, each);
        await releaseDrafts(stripe, customer, new Set(subscriptions.map(({ id }) => id)));
      });
  }

  /**
   * Cancels every subscription immediately, closes open checkouts and removes the person and the means of payment from
   * the customer. It acts on Stripe's current state, so a repetition after a lost answer finds nothing left to do. A
   * customer that Stripe no longer has, or has in the other mode, needs nothing.
   * @returns the number of subscriptions cancelled now
   * @throws payments_not_configured (the customer exists, but no key), payment_provider_unavailable,
   * payment_provider_refused
   */
  async end(userId: string): Promise<number> {
    let cancelled = 0;
    for (const customer of await this.customers.presentOf(userId)) cancelled += await this.endCustomer(customer);
    return cancelled;
  }

  private endCustomer(customer: string): Promise<number> {
    return this.gateway.ask(async (stripe) => {
      await expireOpen(stripe, customer);
      const live = await subscriptionsOf(stripe, customer);
      for (const { id } of live) await stripe.subscriptions.cancel(id);
      await holdDrafts(stripe, customer);
      await removePerson(stripe, customer);
      return live.length;
    });
  }
}

async function expireOpen(stripe: Stripe, customer: string): Promise<void> {
  const open = await stripe.checkout.sessions
    .list({ customer, status: 'open', limit: 100 })
    .autoPagingToArray({ limit: 1_000 });
  for (const { id } of open) await stripe.checkout.sessions.expire(id);
}

/** Invoices that are finalized have copies of their own. */
async function removePerson(stripe: Stripe, customer: string): Promise<void> {
  await stripe.customers.update(customer, { email: '', name: '', address: '', phone: '', shipping: '' });
  const page = { limit: 100 };
  for (const { id } of await stripe.customers.listTaxIds(customer, page).autoPagingToArray({ limit: 1_000 }))
    await stripe.customers.deleteTaxId(customer, id);
  for (const { id } of await stripe.customers.listPaymentMethods(customer, page).autoPagingToArray({ limit: 1_000 }))
    await stripe.paymentMethods.detach(id);
}

/** Those that are not over. */
async function subscriptionsOf(stripe: Stripe, customer: string): Promise<Stripe.Subscription[]> {
  const all = await stripe.subscriptions
    .list({ customer, status: 'all', limit: 100 })
    .autoPagingToArray({ limit: 1_000 });
  return all.filter(({ status }) => !OVER.has(status));
}

async function endWithPeriod(stripe: Stripe, subscription: Stripe.Subscription): Promise<void> {
  const { id, status, metadata, cancel_at: endsAt } = subscription;
  if (UNPAID.has(status)) await stripe.subscriptions.cancel(id);
  // A paused subscription charges nothing.
  if (UNPAID.has(status) || status === 'paused' || endsByItself(subscription)) return;
  const schedule = idOf(subscription.schedule);
  const mark = { [MARK]: metadata[MARK] || (schedule || endsAt !== null ? ENDS : CONTINUES) };
  if (schedule) {
    // Stripe ends no subscription that has a schedule. The mark comes first, because a repetition finds no schedule.
    if (!metadata[MARK]) await stripe.subscriptions.update(id, { metadata: mark });
    await stripe.subscriptionSchedules.release(schedule);
  }
  await stripe.subscriptions.update(id, { cancel_at_period_end: true, metadata: mark });
}

/** Whether no other period follows the current one. */
function endsByItself({ cancel_at_period_end: ends, cancel_at: endsAt, items }: Stripe.Subscription): boolean {
  const periodEnd = Math.min(...items.data.map(({ current_period_end: end }) => end));
  return ends || (endsAt !== null && endsAt <= periodEnd);
}

async function resume(stripe: Stripe, { id, metadata }: Stripe.Subscription): Promise<void> {
  const mark = metadata[MARK];
  if (!mark) return;
  const change = mark === CONTINUES ? { cancel_at_period_end: false } : {};
  await stripe.subscriptions.update(id, { ...change, metadata: { [MARK]: '' } });
}

/**
 * Stripe charges the draft of a renewal an hour after it was made, also when its subscription ends with the new period.
 * Stripe deletes no such draft, and nobody could take back that it was voided. One that Stripe finalizes in the moment
 * between the two calls cannot be held: its payment counts like any that arrived before, and its period can be used until
 * the account is deleted. Stripe refuses the change once it is paid, so that the job runs again and holds the rest.
 */
async function holdDrafts(stripe: Stripe, customer: string): Promise<void> {
  for (const { id, auto_advance: isAutomatic } of await draftsOf(stripe, customer))
    if (isAutomatic) await stripe.invoices.update(id, { auto_advance: false, metadata: { [MARK]: CONTINUES } });
}

/** The drafts of a subscription that is over stay. */
async function releaseDrafts(stripe: Stripe, customer: string, live: ReadonlySet<string>): Promise<void> {
  for (const { id, metadata, parent } of await draftsOf(stripe, customer)) {
    const subscription = idOf(parent?.subscription_details?.subscription);
    if (metadata?.[MARK] && (subscription === undefined || live.has(subscription)))
      await stripe.invoices.update(id, { auto_advance: true, metadata: { [MARK]: '' } });
  }
}

function draftsOf(stripe: Stripe, customer: string): Promise<Stripe.Invoice[]> {
  return stripe.invoices.list({ customer, status: 'draft', limit: 100 }).autoPagingToArray({ limit: 1_000 });
}
