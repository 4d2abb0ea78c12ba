import { createHash } from 'node:crypto';
import { type CoreConfig, coreConfig } from '@app/core';
import { Inject, Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { noCustomerYet, paymentProviderUnavailable, priceUnknown, purchasesFrozen } from '../../billing.errors';
import { isOfCatalogue, isSoldByUs, LIVE } from './customer-snapshot';
import { type StripeConfig, stripeConfig } from './stripe.config';
import type { BillingCustomer } from './stripe-customers.repository';
import { StripeCustomersService } from './stripe-customers.service';
import { idOf } from './stripe-fields';
import { StripeGatewayService } from './stripe-gateway.service';
import { StripeMirrorRepository } from './stripe-mirror.repository';
import { StripeOffersService } from './stripe-offers.service';
import { ownPortal } from './stripe-setup.service';

/** The buyer. */
export interface Buyer {
  userId: string;
  email: string;
  name: string;
}

export interface CheckoutPage {
  url: string;
  /** Null when the buyer was sent to the portal instead, because they already have a subscription. */
  sessionId: string | null;
}

/**
 * Part of the idempotency key: Stripe refuses a key that it knows when the parameters differ, as they do after a change
 * of the configuration.
 */
const digestOf = (parameters: object): string =>
  createHash('sha256').update(JSON.stringify(parameters)).digest('base64url').slice(0, 16);

/** Attempts before giving up: more than one request can lose to concurrent ones. */
const ROUNDS = 5;

/** Sends buyers to Stripe's pages. Concurrent requests of one user share one customer and one open session. */
@Injectable()
export class StripeCheckoutService {
  constructor(
    private readonly gateway: StripeGatewayService,
    private readonly offers: StripeOffersService,
    private readonly customers: StripeCustomersService,
    private readonly mirror: StripeMirrorRepository,
    @Inject(stripeConfig.KEY) private readonly config: StripeConfig,
    @Inject(coreConfig.KEY) private readonly core: CoreConfig,
  ) {}

  /** @throws price_unknown, purchases_frozen, and the gateway's errors */
  async checkout(buyer: Buyer, lookupKey = this.config.STRIPE_DEFAULT_LOOKUP_KEY): Promise<CheckoutPage> {
    const price = this.offers.lookupKeys.includes(lookupKey) ? await this.offers.find(lookupKey) : undefined;
    if (!price) throw priceUnknown(`${lookupKey} is not for sale.`);
    const customer = await this.customerOf(buyer);
    if (customer.purchasesFrozen) throw purchasesFrozen();
    if (price.type === 'recurring' && (await this.hasSubscription(customer)))
      return { url: await this.portal(buyer.userId), sessionId: null };
    const session = await this.openSession(customer, price, lookupKey);
    await this.expireOthers(session);
    return { url: session.url ?? '', sessionId: session.id };
  }

  /** @throws no_customer_yet */
  async portal(userId: string): Promise<string> {
    const customer = this.gateway.isConfigured ? await this.customers.of(userId) : undefined;
    const returnUrl = this.config.STRIPE_PORTAL_RETURN_URL ?? this.core.frontendUrl;
    if (!customer && this.gateway.isConfigured) throw noCustomerYet();
    return this.gateway.ask(async (stripe) => {
      const configuration = (await ownPortal(stripe))?.id;
      const session = { customer: customer?.customerId, return_url: returnUrl, configuration };
      return (await stripe.billingPortal.sessions.create(session)).url;
    });
  }

  private async customerOf(buyer: Buyer): Promise<BillingCustomer> {
    // Counts before it looks: if another attempt binds a customer in between, this one finds it or uses the same key.
    const former = await this.customers.countOf(buyer.userId);
    const known = await this.customers.of(buyer.userId);
    if (known) return known;
    // The key makes one customer of many attempts; all of them store Stripe's answer to the first one.
    const { userId, email, name } = buyer;
    const fields = { email, name, metadata: { user_id: userId } };
    const idempotencyKey = `customer:${userId}:${former}:${digestOf(fields)}`;
    const created = await this.gateway.ask((stripe) => stripe.customers.create(fields, { idempotencyKey }));
    return this.customers.bind(userId, created.id);
  }

  private async hasSubscription({ customerId: customer, userId }: BillingCustomer): Promise<boolean> {
    const subscriptions = await this.gateway.ask((stripe) =>
      stripe.subscriptions.list({ customer, status: 'all', limit: 100 }),
    );
    const own = { userId, subscriptionIds: await this.mirror.subscriptionIdsOf(customer) };
    return subscriptions.data.some((each) => LIVE.has(each.status) && (isOfCatalogue(each) || isSoldByUs(each, own)));
  }

  /** One idempotency key per round: all requests of a round get the same session, until it is paid or has expired. */
  private async openSession(
    customer: BillingCustomer,
    price: Stripe.Price,
    lookupKey: string,
  ): Promise<Stripe.Checkout.Session> {
    let { checkoutRound, hadTrial } = customer;
    for (let attempt = 0; attempt < ROUNDS; attempt++) {
      const trialDays = hadTrial ? 0 : this.config.STRIPE_TRIAL_DAYS_DEFAULT;
      const fields = this.sessionFor(customer, price, lookupKey, trialDays);
      const idempotencyKey = `checkout:${customer.customerId}:${checkoutRound}:${digestOf(fields)}`;
      const { id } = await this.gateway.ask((stripe) => stripe.checkout.sessions.create(fields, { idempotencyKey }));
      const session = await this.gateway.ask((stripe) => stripe.checkout.sessions.retrieve(id));
      if (session.status === 'open') return session;
      ({ checkoutRound, hadTrial } = await this.customers.nextCheckoutRound(customer, checkoutRound));
    }
    throw paymentProviderUnavailable('The account has too many open checkouts.');
  }

  private sessionFor(
    customer: BillingCustomer,
    price: Stripe.Price,
    lookupKey: string,
    trialDays: number,
  ): Stripe.Checkout.SessionCreateParams {
    const metadata = { user_id: customer.userId, lookup_key: lookupKey };
    const subscription: Stripe.Checkout.SessionCreateParams.SubscriptionData = { metadata };
    if (trialDays > 0)
      Object.assign(subscription, {
        trial_period_days: trialDays,
        trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
      });
    return {
      mode: price.type === 'recurring' ? 'subscription' : 'payment',
      customer: customer.customerId,
      client_reference_id: customer.userId,
      line_items: [{ price: price.id, quantity: 1 }],
      success_url:
        this.config.STRIPE_SUCCESS_URL ?? `${this.core.frontendUrl}/billing/success?session_id={CHECKOUT_SESSION_ID}`,
      cancel_url: this.config.STRIPE_CANCEL_URL ?? `${this.core.frontendUrl}/billing`,
      metadata,
      allow_promotion_codes: true,
      ...(this.config.STRIPE_AUTOMATIC_TAX
        ? {
            automatic_tax: { enabled: true },
            customer_update: { address: 'auto' as const, name: 'auto' as const },
            tax_id_collection: { enabled: true },
          }
        : {}),
      ...(price.type === 'recurring'
        ? { subscription_data: subscription }
        : { payment_intent_data: { metadata }, invoice_creation: { enabled: true } }),
    };
  }

  /** A second tab with another plan must not end in a second subscription. */
  private async expireOthers({ id, mode, customer }: Stripe.Checkout.Session): Promise<void> {
    if (mode !== 'subscription') return;
    await this.gateway.ask(async (stripe) => {
      const open = await stripe.checkout.sessions.list({ customer: idOf(customer), status: 'open', limit: 100 });
      const others = open.data.filter((other) => other.id !== id && other.mode === 'subscription');
      // A session that was paid or expired at this moment answers with an error and needs no action.
      await Promise.allSettled(others.map((other) => stripe.checkout.sessions.expire(other.id)));
    });
  }
}
