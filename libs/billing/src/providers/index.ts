import { stripe } from './stripe';
import { stripeConfig } from './stripe/stripe.config';

/** Payment providers: their services, and the configuration each of them reads. */
export const paymentProviders = [...stripe];
export const paymentConfigurations = [stripeConfig];
