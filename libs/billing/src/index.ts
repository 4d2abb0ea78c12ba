export { BillingDataSubjectRepository } from './account/billing-data-subject.repository';
export { type BillingConfig, billingConfig } from './billing.config';
export * from './billing.errors';
export { BillingModule } from './billing.module';
export type { LedgerRow, TokenBalance } from './ledger/ledger.repository';
export {
  type ClawBack,
  type GrantSource,
  type LedgerReceipt,
  LedgerService,
  type Reservation,
  type TokenGrant,
  type TokenHold,
} from './ledger/ledger.service';
export { type InvariantReport, LedgerAuditService } from './ledger/ledger-audit.service';
export { type MicroTokens, microTokens, tokens, toTokens } from './ledger/micro-tokens';
export type { BillingNotice, MailedNotice, NoticeFacts } from './notices/billing-notice';
export { BillingNoticesRepository } from './notices/billing-notices.repository';
export { type Entitlements, GRACE_MS, graceEnd, type QuotaWindow } from './plans/effective-entitlements';
export type { EntitlementGrantRow, NewEntitlementGrant } from './plans/entitlements.repository';
export { EntitlementsService } from './plans/entitlements.service';
export { type Payment, PaymentsRepository } from './plans/payments.repository';
export {
  FEATURES,
  type Feature,
  featuresOf,
  PLANS,
  type Plan,
  type PlanLimits,
  packOfLookupKey,
  TIERS,
  type Tier,
  type TokenPack,
  tierOfLookupKey,
  tierWithRoom,
} from './plans/plan-catalogue';
export { type Quota, type QuotaOverview, QuotaService, type QuotaUsage } from './plans/quota.service';
export { welcomeGrant } from './plans/welcome-grant';
export { priceDelivered, priceRender, type RenderPricing } from './pricing/price-render';
export type { StripeConfig } from './providers/stripe/stripe.config';
export { type Buyer, type CheckoutPage, StripeCheckoutService } from './providers/stripe/stripe-checkout.service';
export { StripeCustomerErasureService } from './providers/stripe/stripe-customer-erasure.service';
export { StripeCustomersService } from './providers/stripe/stripe-customers.service';
export { StripeInboxService, type UrgentPaymentEvents } from './providers/stripe/stripe-inbox.service';
export { type OfferedPrice, StripeOffersService } from './providers/stripe/stripe-offers.service';
export { type SetupStep, StripeSetupService } from './providers/stripe/stripe-setup.service';
export { StripeSyncService } from './providers/stripe/stripe-sync.service';
