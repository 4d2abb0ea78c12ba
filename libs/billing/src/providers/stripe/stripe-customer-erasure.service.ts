import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { StripeCustomersService } from './stripe-customers.service';
import { StripeGatewayService } from './stripe-gateway.service';

/** Subscriptions in these states charge nothing more and cannot be cancelled. */
const OVER: ReadonlySet<string> = new Set(['canceled', 'incomplete_expired']);

/** Ends a customer at Stripe. */
@Injectable()
export class StripeCustomerErasureService {
  constructor(
    private readonly gateway: StripeGatewayService,
    private readonly customers: StripeCustomersService,
  ) {}

  /**
   * Closes open checkouts, so that nobody pays for an account that is about to be deleted. A payment that arrived before
   * counts. Repeatable; does nothing where payments are not configured.
   * @throws payment_provider_unavailable, payment_provider_refused
   */
  async closeCheckouts(userId: string): Promise<void> {
    if (!this.gateway.isConfigured) return;
    for (const customer of await this.customers.presentOf(userId))
      await this.gateway.ask((stripe) => expireOpen(stripe, customer));
  }

  /**
   * Cancels every subscription immediately, closes open checkouts and removes name and address from the customer. It
   * acts on Stripe's current state, so a repetition after a lost answer finds nothing left to do, and a customer that
   * Stripe no longer has, or has in the other mode, needs nothing.
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
      const subscriptions = await stripe.subscriptions
        .list({ customer, status: 'all', limit: 100 })
        .autoPagingToArray({ limit: 1_000 });
      const live = subscriptions.filter(({ status }) => !OVER.has(status));
      for (const { id } of live) await stripe.subscriptions.cancel(id);
      await stripe.customers.update(customer, { email: '', name: '' });
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
