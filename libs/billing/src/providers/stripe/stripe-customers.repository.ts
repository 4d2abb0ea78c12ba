import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { LIVE } from './customer-snapshot';
import { StripeGatewayService } from './stripe-gateway.service';

export interface BillingCustomer {
  userId: string;
  customerId: string;
  checkoutRound: number;
  /** Whether any customer of this account in this mode ever had a trial. */
  hadTrial: boolean;
  purchasesFrozen: boolean;
}

/**
 * Why Stripe does not have a customer. `deleted`: someone deleted it at Stripe. `missing`: Stripe does not know it,
 * because it belongs to the other mode.
 */
export type CustomerAbsence = 'deleted' | 'missing';

/** Which customers at Stripe an account has: one in each mode, and former ones. `livemode` is that of our key. */
@Injectable()
export class StripeCustomersRepository {
  constructor(
    readonly dataSource: DataSource,
    private readonly gateway: StripeGatewayService,
  ) {}

  async of(userId: string): Promise<BillingCustomer | undefined> {
    const [row] = await this.dataSource.query<BillingCustomer[]>(
      `select user_id as "userId", customer_id as "customerId", checkout_round as "checkoutRound", had_trials as "hadTrial", frozen as "purchasesFrozen"
        from billing_customers c cross join lateral (select bool_or(had_trial) as had_trials, bool_or(purchases_frozen) as frozen from billing_customers
          where user_id = c.user_id and livemode is not distinct from c.livemode) mode
        where user_id = $1 and gone_at is null and coalesce(livemode, $2) = $2 order by livemode nulls last limit 1`,
      [userId, this.gateway.livemode],
    );
    return row;
  }

  /** Those of both modes, and former ones. */
  async allOf(userId: string): Promise<string[]> {
    const rows = await this.dataSource.query<{ customer_id: string }[]>(
      'select customer_id from billing_customers where user_id = $1 order by created_at, customer_id',
      [userId],
    );
    return rows.map(({ customer_id }) => customer_id);
  }

  /** The first one stays; later ones are ignored. */
  async bind(userId: string, customerId: string): Promise<void> {
    await this.dataSource.query(
      'insert into billing_customers (user_id, customer_id, livemode) values ($1, $2, $3) on conflict do nothing',
      [userId, customerId, this.gateway.livemode],
    );
  }

  /** The account of the customer, and whether Stripe no longer had it; undefined for one of the other mode, too. */
  async find(customerId: string): Promise<{ userId: string; isGone: boolean } | undefined> {
    const [row] = await this.dataSource.query<{ userId: string; isGone: boolean }[]>(
      `select user_id as "userId", gone_at is not null as "isGone" from billing_customers
        where customer_id = $1 and coalesce(livemode, $2) = $2`,
      [customerId, this.gateway.livemode],
    );
    return row;
  }

  /** The checkout of that round is over; of several processes that notice, one starts the next round. */
  async nextCheckoutRound(customerId: string, round: number): Promise<void> {
    await this.dataSource.query(
      'update billing_customers set checkout_round = checkout_round + 1 where customer_id = $1 and checkout_round = $2',
      [customerId, round],
    );
  }

  /** Customers of an earlier version. */
  async withoutMode(limit: number): Promise<string[]> {
    const rows = await this.dataSource.query<{ customer_id: string }[]>(
      'select customer_id from billing_customers where livemode is null and gone_at is null order by customer_id limit $1',
      [limit],
    );
    return rows.map(({ customer_id }) => customer_id);
  }

  /** Test customers with a live subscription. */
  async testSubscribers(limit: number): Promise<string[]> {
    const rows = await this.dataSource.query<{ customer_id: string }[]>(
      `select distinct customer_id from billing_customers join subscriptions using (customer_id)
        where not livemode and status = any($2) order by customer_id limit $1`,
      [limit, [...LIVE]],
    );
    return rows.map(({ customer_id }) => customer_id);
  }

  /** Records that Stripe has the customer, which counts again unless another one has taken its place. */
  async confirm(customerId: string): Promise<void> {
    await this.dataSource.query(
      `update billing_customers c set livemode = $2, gone_at = null
        where customer_id = $1 and (livemode is null or gone_at is not null) and not exists (select from billing_customers other
          where other.user_id = c.user_id and other.customer_id <> c.customer_id and other.gone_at is null and other.livemode = $2)`,
      [customerId, this.gateway.livemode],
    );
  }

  /**
   * Locks the customer and records its state. A missing one whose mode was unknown belongs to the other mode. Readings
   * that began earlier are dropped.
   * @returns the account, and `isOver`: whether nothing is paid any more; false for a live customer under a test key
   */
  async detach(
    customerId: string,
    state: CustomerAbsence,
    manager: EntityManager,
  ): Promise<{ userId: string; isOver: boolean } | undefined> {
    const [row] = await manager.query<{ userId: string; isOver: boolean }[]>(
      `with detached as (update billing_customers set sync_number = nextval('billing_sync_numbers'),
          livemode = coalesce(livemode, case when $3 then $2 else not $2 end),
          gone_at = coalesce(gone_at, case when $3 or livemode = $2 then now() end)
          where customer_id = $1 returning *)
        select user_id as "userId", gone_at is not null or (not livemode and $2) as "isOver" from detached`,
      [customerId, this.gateway.livemode, state === 'deleted'],
    );
    return row;
  }
}
