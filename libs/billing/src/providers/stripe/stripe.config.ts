import { defineConfig, EnvBoolean, EnvInteger, EnvList, EnvString, EnvUrl, insecureAddresses } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class StripeEnv {
  /** `sk_…` or `rk_…`. Unset: payments are not configured, and everything else works. */
  @EnvString({ secret: true, pattern: /^(sk|rk)_[A-Za-z0-9_]+$/, hint: 'be a secret (sk_…) or restricted (rk_…) key' })
  STRIPE_SECRET_KEY?: string;

  /** Signing secrets of the webhook endpoint: the current one and, during a rotation, the previous one. */
  @EnvList({ secret: true, pattern: /^whsec_\S+$/, hint: 'secrets that start with whsec_' })
  STRIPE_WEBHOOK_SECRET: string[] = [];

  /** Address of Stripe's API; in development that of the emulator. */
  @EnvUrl(['http', 'https'])
  STRIPE_API_URL = 'https://api.stripe.com';

  /** Lookup keys of the prices for sale, comma-separated. Default: every plan and token pack of the catalogue. */
  @EnvList()
  STRIPE_LOOKUP_KEYS: string[] = [];

  /** What POST /api/billing/checkout sells when the request names no price. */
  @EnvString()
  STRIPE_DEFAULT_LOOKUP_KEY = 'uploadm8_creator_monthly';

  /** Where Stripe sends a customer after paying; Stripe fills in `{CHECKOUT_SESSION_ID}`. Default: the dashboard. */
  @EnvUrl(['http', 'https'])
  STRIPE_SUCCESS_URL?: string;

  /** Where Stripe sends a customer who goes back. Default: the dashboard. */
  @EnvUrl(['http', 'https'])
  STRIPE_CANCEL_URL?: string;

  /** Where the customer portal's back link leads. Default: the dashboard. */
  @EnvUrl(['http', 'https'])
  STRIPE_PORTAL_RETURN_URL?: string;

  /** Trial days of a user's first subscription; 0 means none. */
  @EnvInteger({ min: 0, max: 730 })
  STRIPE_TRIAL_DAYS_DEFAULT = 0;

  /** Whether Stripe Tax adds taxes. */
  @EnvBoolean()
  STRIPE_AUTOMATIC_TAX = false;

  /** Secrets of the emulator, which everyone can read, and addresses that send secrets in the clear. */
  productionFaults(): string[] {
    const isPublished = (secret: string | undefined) => secret !== undefined && /emulator/i.test(secret);
    const faults: string[] = [];
    if (isPublished(this.STRIPE_SECRET_KEY)) faults.push('STRIPE_SECRET_KEY is the one of the Stripe emulator');
    if (this.STRIPE_WEBHOOK_SECRET.some((secret) => isPublished(secret) || secret.length < 24))
      faults.push('STRIPE_WEBHOOK_SECRET can be guessed: use the signing secret that Stripe shows');
    const { STRIPE_API_URL } = this;
    return [...faults, ...insecureAddresses({ STRIPE_API_URL })];
  }
}

export const stripeConfig = defineConfig('billing.stripe', StripeEnv);
export type StripeConfig = ConfigType<typeof stripeConfig>;
