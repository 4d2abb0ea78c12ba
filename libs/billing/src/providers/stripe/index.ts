import { StripeCheckoutService } from './stripe-checkout.service';
import { StripeAccountEnd } from './stripe-customer-erasure.service';
import { StripeGateway } from './stripe-gateway.service';
import { StripeInbox } from './stripe-inbox.service';
import { StripeMirrorRepository } from './stripe-mirror.repository';
import { StripeOffers } from './stripe-offers.service';
import { StripeSetupService } from './stripe-setup.service';
import { StripeSyncService } from './stripe-sync.service';

export const stripe = [
  StripeGateway,
  StripeOffers,
  StripeMirrorRepository,
  StripeSyncService,
  StripeCheckoutService,
  StripeAccountEnd,
  StripeInbox,
  StripeSetupService,
];
