import { Inject, Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import type { MicroTokens } from '../../ledger/micro-tokens';
import { PLANS, packOfLookupKey, TIERS, TOKEN_PACKS, tierOfLookupKey } from '../../plans/plan-catalogue';
import { type StripeConfig, stripeConfig } from './stripe.config';
import { StripeGatewayService } from './stripe-gateway.service';

const CACHE_MS = 5 * 60_000;

const CATALOGUE_KEYS = [
  ...TIERS.flatMap((tier) => PLANS[tier].offer?.lookupKey ?? []),
  ...TOKEN_PACKS.map(({ lookupKey }) => lookupKey),
];

export interface OfferedPrice {
  lookupKey: string;
  product: string;
  unitAmount: number;
  currency: string;
  interval: string | null;
  kind: 'subscription' | 'token_pack';
  tokens: MicroTokens;
}

/** The prices for sale, found by lookup key. Neither code nor configuration contains price ids. */
@Injectable()
export class StripeOffersService {
  private known?: { prices: Promise<Stripe.Price[]>; until: number };

  constructor(
    @Inject(stripeConfig.KEY) private readonly config: StripeConfig,
    private readonly gateway: StripeGatewayService,
  ) {}

  get lookupKeys(): readonly string[] {
    return this.config.STRIPE_LOOKUP_KEYS.length > 0 ? this.config.STRIPE_LOOKUP_KEYS : CATALOGUE_KEYS;
  }

  get areConfigured(): boolean {
    return this.gateway.isConfigured;
  }

  /**
   * In the order of the catalogue; empty where payments are not configured. Prices without a known plan or pack are
   * left out.
   */
  async list(): Promise<OfferedPrice[]> {
    if (!this.areConfigured) return [];
    const prices = await this.prices();
    return this.lookupKeys
      .flatMap((lookupKey) => prices.filter((price) => price.lookup_key === lookupKey))
      .flatMap((price) => offered(price) ?? []);
  }

  async prices(): Promise<Stripe.Price[]> {
    if (!this.known || this.known.until < performance.now()) {
      const prices = this.read();
      this.known = { prices, until: performance.now() + CACHE_MS };
      prices.catch(() => this.forget());
    }
    return this.known.prices;
  }

  async find(lookupKey: string): Promise<Stripe.Price | undefined> {
    return (await this.prices()).find((price) => price.lookup_key === lookupKey);
  }

  /** After `price.*` and `product.*` events. */
  forget(): void {
    this.known = undefined;
  }

  private read(): Promise<Stripe.Price[]> {
    // Stripe accepts ten lookup keys per call.
    const pages = Array.from({ length: Math.ceil(this.lookupKeys.length / 10) }, (_, page) =>
      this.lookupKeys.slice(page * 10, page * 10 + 10),
    );
    const read = (keys: string[]) =>
      this.gateway.ask((stripe) =>
        stripe.prices.list({ lookup_keys: keys, active: true, expand: ['data.product'], limit: 100 }),
      );
    return Promise.all(pages.map(read)).then((answers) => answers.flatMap(({ data }) => data));
  }
}

/**
 * The lookup key of a price. A price that was replaced has lost its lookup key; the setup command kept a copy
 * in its metadata.
 */
export function lookupKeyOf(price: Stripe.Price): string | undefined {
  return price.lookup_key ?? price.metadata.lookup_key;
}

function offered(price: Stripe.Price): OfferedPrice | undefined {
  const lookupKey = price.lookup_key ?? '';
  const [tier, pack] = [tierOfLookupKey(lookupKey), packOfLookupKey(lookupKey)];
  const tokens = pack?.tokens ?? (tier && PLANS[tier].includedTokens);
  if (tokens === undefined) return undefined;
  const product = typeof price.product === 'object' && !price.product.deleted ? price.product.name : lookupKey;
  const { unit_amount: unitAmount, currency, recurring } = price;
  return {
    lookupKey,
    product,
    unitAmount: unitAmount ?? 0,
    currency,
    interval: recurring?.interval ?? null,
    kind: pack ? 'token_pack' : 'subscription',
    tokens,
  };
}
