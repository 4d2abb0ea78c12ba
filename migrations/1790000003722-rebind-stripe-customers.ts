import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An account may have a customer in each mode of Stripe, and former ones that Stripe no longer has. The mode of earlier
 * customers stays unknown until Stripe is asked for them.
 */
export class RebindStripeCustomers1790000003722 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table billing_customers
        add column livemode boolean,
        add column gone_at timestamptz,
        drop constraint billing_customers_pkey,
        drop constraint billing_customers_customer_id_key,
        add primary key (customer_id)`);
    await runner.query('create index billing_customers_of_user on billing_customers (user_id)');
    await runner.query(
      'create unique index billing_customers_current on billing_customers (user_id, (coalesce(livemode::int, 2))) where gone_at is null',
    );
    await runner.query('alter table subscriptions add column customer_id text references billing_customers');
    await runner.query(
      'update subscriptions s set customer_id = c.customer_id from billing_customers c where c.user_id = s.user_id',
    );
    await runner.query('create index subscriptions_of_customer on subscriptions (customer_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table subscriptions drop column customer_id');
    await runner.query(`
      delete from billing_customers c where exists (select 1 from billing_customers other
        where other.user_id = c.user_id and (other.gone_at is null, other.created_at, other.customer_id) > (c.gone_at is null, c.created_at, c.customer_id))`);
    await runner.query('drop index billing_customers_current, billing_customers_of_user');
    await runner.query(`
      alter table billing_customers
        drop constraint billing_customers_pkey,
        drop column livemode,
        drop column gone_at,
        add primary key (user_id),
        add constraint billing_customers_customer_id_key unique (customer_id)`);
  }
}
