export { type BillingConfig, billingConfig, BillingEnv } from './billing.config';
export * from './billing.errors';
export { BillingModule } from './billing.module';
