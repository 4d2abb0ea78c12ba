import { Injectable } from '@nestjs/common';
import { StripeGatewayService } from './stripe-gateway.service';
import { StripeMirrorRepository } from './stripe-mirror.repository';

/** Nothing more is charged in these, and nothing can be cancelled. */
const OVER: ReadonlySet<string> = new Set(['canceled', 'incomplete_expired']);

/** The end of a customer at Stripe. */
@Injectable()
export class StripeCustomerErasureService {
  constructor(
    private readonly gateway: StripeGatewayService,
    private readonly mirror: StripeMirrorRepository,
  ) {}

  /**
   * Cancels every subscription at once, closes open checkouts and takes name and address off the customer. What Stripe says decides, so a
   * repetition after a lost answer finds nothing left to do.
   * @returns how many subscriptions were cancelled now
   * @throws payments_not_configured (there is a customer, but no key), payment_provider_unavailable, payment_provider_refused
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
