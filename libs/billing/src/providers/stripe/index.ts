import { StripeCheckoutService } from './stripe-checkout.service';
import { StripeCustomerErasureService } from './stripe-customer-erasure.service';
import { StripeCustomersRepository } from './stripe-customers.repository';
import { StripeCustomersService } from './stripe-customers.service';
import { StripeGatewayService } from './stripe-gateway.service';
import { StripeInboxService } from './stripe-inbox.service';
import { StripeMirrorRepository } from './stripe-mirror.repository';
import { StripeOffersService } from './stripe-offers.service';
import { StripeSetupService } from './stripe-setup.service';
import { StripeSyncService } from './stripe-sync.service';

/**
 * The providers for plans, checkout and webhooks; Stripe is the payment model (ADR 21), not one of several providers.
 */
export const stripeServices = [
  StripeGatewayService,
  StripeOffersService,
  StripeMirrorRepository,
  StripeCustomersRepository,
  StripeCustomersService,
  StripeSyncService,
  StripeCheckoutService,
  StripeCustomerErasureService,
  StripeInboxService,
  StripeSetupService,
];
