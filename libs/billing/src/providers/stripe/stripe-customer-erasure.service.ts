import { Injectable } from '@nestjs/common';
import { StripeGatewayService } from './stripe-gateway.service';
import { StripeMirrorRepository } from './stripe-mirror.repository';

/** Subscriptions in these states charge nothing more and cannot be cancelled. */
const OVER: ReadonlySet<string> = new Set(['canceled', 'incomplete_expired']);

/** Ends a customer at Stripe. */
@Injectable()
export class StripeCustomerErasureService {
  constructor(
    private readonly gateway: StripeGatewayService,
    private readonly mirror: StripeMirrorRepository,
  ) {}

  /**
   * Cancels every subscription immediately, closes open checkouts and removes name and address from the customer. It
   * acts on Stripe's current state, so a repetition after a lost answer finds nothing left to do.
   * @returns the number of subscriptions cancelled now
   * @throws payments_not_configured (the customer exists, but no key), payment_provider_unavailable,
   * payment_provider_refused
   */
  async end(userId: string): Promise<number> {
    const known = await this.mirror.customerOf(userId);
    if (!known) return 0;
    const customer = known.customerId;
    return this.gateway.ask(async (stripe) => {
      const open = await stripe.checkout.sessions
        .list({ customer, status: 'open', limit: 100 })
        .autoPagingToArray({ limit: 1_000 });
      for (const { id } of open) await stripe.checkout.sessions.expire(id);
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
