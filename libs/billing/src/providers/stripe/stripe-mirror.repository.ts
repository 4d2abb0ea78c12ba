import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { MicroTokens } from '../../ledger/micro-tokens';
import { LIVE, type SubscriptionSnapshot } from './customer-snapshot';
import type { PaymentSnapshot } from './payment-snapshot';
import { StripeGatewayService } from './stripe-gateway.service';
import type { KnownSubscription } from './subscription-notices';

/** Facts about a payment that was written before. */
export interface KnownPayment {
  reference: string;
  grantId: string;
  /** Granted for it, whatever the catalogue says today. */
  tokens: MicroTokens;
  /** Taken back in total: for refunds and disputes, and for what was credited. */
  tokensBack: number;
  /** The part of `tokensBack` that was taken back for a credit. */
  tokensCredited: number;
}

/** Our copy of Stripe's state. */
@Injectable()
export class StripeMirrorRepository {
  constructor(
    readonly dataSource: DataSource,
    private readonly gateway: StripeGatewayService,
  ) {}

  async nextSyncNumber(): Promise<string> {
    const [row] = await this.dataSource.query<[{ n: string }]>(`select nextval('billing_sync_numbers') as n`);
    return row.n;
  }

  /** Locks the customer. Undefined when a synchronisation that began later has already been written. */
  async claim(
    customerId: string,
    syncNumber: string,
    facts: { frozen: boolean; hadTrial: boolean },
    manager: EntityManager,
  ): Promise<string | undefined> {
    const rows = await manager.query<{ user_id: string }[]>(
      `with claimed as (update billing_customers set sync_number = $2, synced_at = now(), purchases_frozen = $3, had_trial = had_trial or $4
        where customer_id = $1 and sync_number < $2 returning user_id) select user_id from claimed`,
      [customerId, syncNumber, facts.frozen, facts.hadTrial],
    );
    return rows[0]?.user_id;
  }

  async subscriptionsOf(userId: string, manager: EntityManager): Promise<KnownSubscription[]> {
    return manager.query<KnownSubscription[]>('select id, tier, status from subscriptions where user_id = $1', [
      userId,
    ]);
  }

  async subscriptionIdsOf(customerId: string, manager: EntityManager = this.dataSource.manager): Promise<Set<string>> {
    const rows = await manager.query<{ id: string }[]>('select id from subscriptions where customer_id = $1', [
      customerId,
    ]);
    return new Set(rows.map(({ id }) => id));
  }

  /** Names the customer of subscriptions that a process of an earlier release copied, where it can be only one. */
  async addMissingCustomers(): Promise<void> {
    await this.dataSource.query(
      `update subscriptions s set customer_id = c.customer_id
        from (select user_id, min(customer_id) as customer_id from billing_customers group by user_id having count(*) = 1) c
        where c.user_id = s.user_id and s.customer_id is null`,
    );
  }

  async saveSubscription(
    { userId, customerId }: { userId: string; customerId: string },
    subscription: SubscriptionSnapshot,
    manager: EntityManager,
  ): Promise<void> {
    const values = { customer_id: customerId, ...columnsOf(subscription) };
    const names = Object.keys(values);
    const list = (prefix = '') => names.map((name) => prefix + name).join(', ');
    await manager.query(
      `insert into subscriptions as s (id, user_id, created_at, ${list()})
        values ($1, $2, $3, ${names.map((_, index) => `$${index + 4}`).join(', ')})
        on conflict (id) do update set (${list()}, synced_at) = row(${list('excluded.')}, now())
        where (${list('s.')}) is distinct from (${list('excluded.')})`,
      [subscription.id, userId, subscription.createdAt, ...Object.values(values)],
    );
  }

  /** @returns those that were live in our copy */
  async endSubscriptions(ids: Iterable<string>, manager: EntityManager): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `with ended as (update subscriptions set status = 'canceled', ended_at = coalesce(ended_at, now()), past_due_since = null,
          scheduled_tier = null, scheduled_at = null, synced_at = now() where id = any($1) and status = any($2) returning id)
        select id from ended`,
      [[...ids], [...LIVE]],
    );
    return rows.map(({ id }) => id);
  }

  /** Customers with a subscription whose amount or later discounts are unknown, because an earlier version copied it. */
  async customersWithoutAmounts(limit: number): Promise<string[]> {
    const rows = await this.dataSource.query<{ customer_id: string }[]>(
      `select distinct customer_id from billing_customers join subscriptions using (customer_id)
        where (amount is null or later_discounts is null) and status = any($2) and coalesce(livemode, $3) = $3 order by customer_id limit $1`,
      [limit, [...LIVE], this.gateway.livemode],
    );
    return rows.map(({ customer_id }) => customer_id);
  }

  async paymentsOf(userId: string, manager: EntityManager): Promise<Map<string, KnownPayment>> {
    const rows = await manager.query<KnownPayment[]>(
      `select reference, grant_id as "grantId", tokens::float8 as tokens, tokens_back::float8 as "tokensBack", tokens_credited::float8 as "tokensCredited" from payments where user_id = $1`,
      [userId],
    );
    return new Map(rows.map((row) => [row.reference, row]));
  }

  async addPayment(userId: string, payment: PaymentSnapshot, grantId: string, manager: EntityManager): Promise<void> {
    const { reference, kind, lookupKey, quantity, amount, currency, tokens, paidAt } = payment;
    await manager.query(
      'insert into payments (reference, user_id, kind, lookup_key, quantity, amount, currency, tokens, grant_id, paid_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
      [reference, userId, kind, lookupKey, quantity, amount, currency, tokens, grantId, paidAt],
    );
  }

  async setBack(
    { reference, amountBack }: PaymentSnapshot,
    { tokensBack, tokensCredited }: Pick<KnownPayment, 'tokensBack' | 'tokensCredited'>,
    manager: EntityManager,
  ): Promise<void> {
    await manager.query(
      'update payments set amount_back = $2, tokens_back = $3, tokens_credited = $4 where reference = $1',
      [reference, amountBack, tokensBack, tokensCredited],
    );
  }
}

/** Everything of a subscription that may change. */
const columnsOf = ({ cost, scheduled, ...subscription }: SubscriptionSnapshot) => ({
  tier: subscription.tier,
  price_id: subscription.priceId,
  status: subscription.status,
  current_period_start: subscription.periodStart,
  current_period_end: subscription.periodEnd,
  cancel_at_period_end: subscription.cancelAtPeriodEnd,
  trial_end: subscription.trialEnd,
  past_due_since: subscription.pastDueSince,
  scheduled_tier: scheduled?.tier ?? null,
  scheduled_at: scheduled?.at ?? null,
  ended_at: subscription.endedAt,
  amount: cost?.amount ?? null,
  currency: cost?.currency ?? null,
  billing_interval: cost?.interval ?? null,
  interval_count: cost?.intervalCount ?? null,
  discount: cost?.discount ?? null,
  discount_ends_at: cost?.discountEndsAt ?? null,
  later_discounts: cost ? JSON.stringify(cost.laterDiscounts) : null,
});
