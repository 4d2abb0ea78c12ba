export { type BillingConfig, billingConfig, BillingEnv } from './billing.config';
export * from './billing.errors';
export { BillingModule } from './billing.module';
export { type InvariantReport, LedgerAuditService } from './ledger/ledger-audit.service';
export { type LedgerRow, type OverdueHold, type TokenBalance } from './ledger/ledger.repository';
export { type ClawBack, type GrantSource, type LedgerReceipt, LedgerService, type Reservation, type TokenGrant, type TokenHold } from './ledger/ledger.service';
export { microTokens, type MicroTokens, tokens, toTokens } from './ledger/micro-tokens';
export { priceDelivered, priceRender, type RenderPricing } from './pricing/price-render';
