import { createHash } from 'node:crypto';
import { type CoreConfig, coreConfig } from '@app/core';
import { Inject, Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { toTokens } from '../../ledger/micro-tokens';
import { type Offer, PLANS, TIERS, TOKEN_PACKS } from '../../plans/plan-catalogue';
import { StripeGatewayService } from './stripe-gateway.service';

interface Sold extends Offer {
  name: string;
  recurring: boolean;
}

export interface SetupStep {
  what: string;
  outcome: 'created' | 'changed' | 'kept';
  /** Shown once by Stripe: the webhook's signing secret. */
  secret?: string;
}

const EVENTS: Stripe.WebhookEndpointCreateParams.EnabledEvent[] = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'customer.deleted',
  'customer.discount.created',
  'customer.discount.updated',
  'customer.discount.deleted',
  'customer.subscription.created',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'customer.subscription.paused',
  'customer.subscription.resumed',
  'customer.subscription.trial_will_end',
  'invoice.paid',
  'invoice.payment_failed',
  'invoice.payment_action_required',
  'invoice.finalization_failed',
  'invoice.voided',
  'invoice.marked_uncollectible',
  'charge.refunded',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'charge.dispute.closed',
  'price.created',
  'price.updated',
  'product.updated',
];
/** Marks the portal configuration as ours. */
const OWN = { managed_by: 'reelway' };

/** The portal configuration that the setup command made; undefined before it has run. */
export async function ownPortal(stripe: Stripe): Promise<Stripe.BillingPortal.Configuration | undefined> {
  const { data } = await stripe.billingPortal.configurations.list({ active: true, limit: 100 });
  return data.find(({ metadata }) => metadata?.managed_by === OWN.managed_by);
}

const SOLD: readonly Sold[] = [
  ...TIERS.flatMap((tier) =>
    PLANS[tier].offer ? [{ ...PLANS[tier].offer, name: PLANS[tier].name, recurring: true }] : [],
  ),
  ...TOKEN_PACKS.map((pack) => ({ ...pack, name: `${toTokens(pack.tokens)} tokens`, recurring: false })),
];

/**
 * Prepares a Stripe account: products, prices, portal and webhook according to the catalogue. Running it again changes
 * nothing.
 */
@Injectable()
export class StripeSetupService {
  constructor(
    private readonly gateway: StripeGatewayService,
    @Inject(coreConfig.KEY) private readonly core: CoreConfig,
  ) {}

  async setUp(): Promise<SetupStep[]> {
    return this.gateway.ask(async (stripe) => {
      const steps: SetupStep[] = [];
      const plans: Stripe.Price[] = [];
      for (const sold of SOLD) {
        const { price, outcome } = await setUpPrice(stripe, sold);
        steps.push({ what: `price ${sold.lookupKey}`, outcome });
        if (sold.recurring) plans.push(price);
      }
      steps.push({ what: 'customer portal', outcome: await setUpPortal(stripe, plans) });
      steps.push(await setUpWebhook(stripe, `${this.core.baseUrl}/api/billing/webhook`));
      return steps;
    });
  }
}

async function setUpPrice(stripe: Stripe, sold: Sold): Promise<{ price: Stripe.Price; outcome: SetupStep['outcome'] }> {
  const [existing] = (
    await stripe.prices.list({ lookup_keys: [sold.lookupKey], active: true, expand: ['data.currency_options'] })
  ).data;
  // Tokens are a share of the one amount: in a second currency an invoice's amount would be another share.
  const isPlain = Object.keys(existing?.currency_options ?? {}).length <= 1;
  if (
    existing &&
    isPlain &&
    existing.unit_amount === sold.unitAmount &&
    existing.metadata.lookup_key === sold.lookupKey
  )
    return { price: existing, outcome: 'kept' };
  const price = await stripe.prices.create({
    product: existing ? productOf(existing) : await productFor(stripe, sold),
    lookup_key: sold.lookupKey,
    transfer_lookup_key: true,
    unit_amount: sold.unitAmount,
    currency: 'usd',
    // The lookup key moves to the new price when a price is replaced; the copy identifies the old one for customers who
    // still pay it.
    metadata: { lookup_key: sold.lookupKey },
    ...(sold.recurring ? { recurring: { interval: 'month' as const } } : {}),
  });
  return { price, outcome: existing ? 'changed' : 'created' };
}

async function productFor(stripe: Stripe, { lookupKey, name }: Sold): Promise<string> {
  const [existing] = (await stripe.products.list({ ids: [lookupKey] })).data;
  return existing?.id ?? (await stripe.products.create({ id: lookupKey, name })).id;
}

async function setUpPortal(stripe: Stripe, plans: readonly Stripe.Price[]): Promise<SetupStep['outcome']> {
  const products = plans.map((price) => ({ product: productOf(price), prices: [price.id] }));
  const features: Stripe.BillingPortal.ConfigurationCreateParams.Features = {
    customer_update: { enabled: true, allowed_updates: ['address', 'email', 'name', 'tax_id'] },
    invoice_history: { enabled: true },
    payment_method_update: { enabled: true },
    subscription_cancel: { enabled: true, mode: 'at_period_end' },
    subscription_update: {
      enabled: true,
      default_allowed_updates: ['price'],
      proration_behavior: 'always_invoice',
      // A lower plan waits for the end of the period: its tokens are there until then, and no money goes back.
      schedule_at_period_end: { conditions: [{ type: 'decreasing_item_amount' }] },
      products,
    },
  };
  const digest = createHash('sha256').update(JSON.stringify(features)).digest('hex');
  const own = await ownPortal(stripe);
  if (own?.metadata?.features === digest) return 'kept';
  const metadata = { ...OWN, features: digest };
  if (own) await stripe.billingPortal.configurations.update(own.id, { features, metadata });
  else await stripe.billingPortal.configurations.create({ features, metadata });
  return own ? 'changed' : 'created';
}

async function setUpWebhook(stripe: Stripe, url: string): Promise<SetupStep> {
  const what = `webhook ${url}`;
  const own = (await stripe.webhookEndpoints.list({ limit: 100 })).data.find((endpoint) => endpoint.url === url);
  if (!own)
    return {
      what,
      outcome: 'created',
      secret: (await stripe.webhookEndpoints.create({ url, enabled_events: EVENTS })).secret,
    };
  if (EVENTS.every((event) => own.enabled_events.includes(event))) return { what, outcome: 'kept' };
  await stripe.webhookEndpoints.update(own.id, { enabled_events: EVENTS });
  return { what, outcome: 'changed' };
}

const productOf = ({ product }: Stripe.Price): string => (typeof product === 'string' ? product : product.id);
