export { type BillingConfig, billingConfig, BillingEnv } from './billing.config';
export * from './billing.errors';
export { BillingPersonalData } from './account/billing-personal-data.repository';
export { BillingModule } from './billing.module';
export { type InvariantReport, LedgerAuditService } from './ledger/ledger-audit.service';
export { type LedgerRow, type OverdueHold, type TokenBalance } from './ledger/ledger.repository';
export { type ClawBack, type GrantSource, type LedgerReceipt, LedgerService, type Reservation, type TokenGrant, type TokenHold } from './ledger/ledger.service';
export { microTokens, type MicroTokens, tokens, toTokens } from './ledger/micro-tokens';
export { type BillingNotice, type NoticeFacts, type NoticeKind } from './notices/billing-notice';
export { BillingNotices } from './notices/billing-notices.repository';
export { priceDelivered, priceRender, type RenderPricing } from './pricing/price-render';
export { type Entitlements, type QuotaWindow } from './plans/effective-entitlements';
export { type EntitlementGrantRow, type NewEntitlementGrant } from './plans/entitlements.repository';
export { EntitlementsService } from './plans/entitlements.service';
export {
  type Feature,
  FEATURES,
  featuresOf,
  packOfLookupKey,
  type Plan,
  type PlanLimits,
  PLANS,
  type Tier,
  tierOfLookupKey,
  TIERS,
  TOKEN_PACKS,
  type TokenPack,
} from './plans/plan-catalogue';
export { welcomeGrant } from './plans/welcome-grant';
export { type Quota, type QuotaOverview, QuotaService, type QuotaUsage } from './plans/quota.service';
export { StripeAccountEnd } from './providers/stripe/stripe-account-end.service';
export { type Buyer, type CheckoutPage, StripeCheckoutService } from './providers/stripe/stripe-checkout.service';
export { StripeInbox } from './providers/stripe/stripe-inbox.service';
export { type SetupStep, StripeSetupService } from './providers/stripe/stripe-setup.service';
export { StripeSyncService } from './providers/stripe/stripe-sync.service';
export { type StripeConfig, stripeConfig, StripeEnv } from './providers/stripe/stripe.config';
export { type OfferedPrice, StripeOffers } from './providers/stripe/stripe-offers.service';
export { type Payment, PaymentsRepository } from './plans/payments.repository';
