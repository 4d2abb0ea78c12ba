import { Inject, Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { paymentProviderRefused, paymentProviderUnavailable, paymentsNotConfigured } from '../../billing.errors';
import { createStripe } from './create-stripe';
import { type StripeConfig, stripeConfig } from './stripe.config';

/** The only access to Stripe: reports when it is not configured, and turns its errors into ours. */
@Injectable()
export class StripeGatewayService {
  private readonly sdk?: Stripe;
  /** Whether the key is one for real payments; null without a key. */
  readonly livemode: boolean | null;

  constructor(@Inject(stripeConfig.KEY) config: StripeConfig) {
    this.livemode = config.STRIPE_SECRET_KEY ? /^[sr]k_live_/.test(config.STRIPE_SECRET_KEY) : null;
    if (config.STRIPE_SECRET_KEY) this.sdk = createStripe(config.STRIPE_SECRET_KEY, config.STRIPE_API_URL);
  }

  get isConfigured(): boolean {
    return this.sdk !== undefined;
  }

  /** @throws payments_not_configured, payment_provider_unavailable, payment_provider_refused */
  async ask<T>(question: (stripe: Stripe) => Promise<T>): Promise<T> {
    if (!this.sdk) throw paymentsNotConfigured(undefined, { extra: { variable: 'STRIPE_SECRET_KEY' } });
    try {
      return await question(this.sdk);
    } catch (error) {
      throw error instanceof Stripe.errors.StripeError ? translated(error) : error;
    }
  }
}

function translated(error: Stripe.errors.StripeError): Error {
  const passing =
    error instanceof Stripe.errors.StripeConnectionError ||
    error instanceof Stripe.errors.StripeRateLimitError ||
    (error.statusCode ?? 500) >= 500;
  return passing
    ? paymentProviderUnavailable(undefined, { cause: error, retryAfterSeconds: 60 })
    : paymentProviderRefused(`Stripe answered: ${error.code ?? error.type}.`, { cause: error });
}
