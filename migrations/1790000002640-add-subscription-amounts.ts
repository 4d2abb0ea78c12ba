import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a subscription costs for each of its billing intervals, in the smallest unit of the currency, and when it ended.
 * Rows of earlier versions get their amounts from the hourly repair.
 */
export class AddSubscriptionAmounts1790000002640 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table subscriptions
        add amount bigint check (amount >= 0),
        add currency text check (currency ~ '^[a-z]{3}$'),
        add billing_interval text check (billing_interval in ('day', 'week', 'month', 'year')),
        add interval_count smallint check (interval_count > 0),
        add discount bigint check (discount between 0 and amount),
        add discount_ends_at timestamptz,
        add ended_at timestamptz,
        add constraint subscriptions_whole_amount check (num_nulls(amount, currency, billing_interval, interval_count, discount) in (0, 5))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table subscriptions drop constraint subscriptions_whole_amount,
        drop amount, drop currency, drop billing_interval, drop interval_count, drop discount, drop discount_ends_at, drop ended_at`);
  }
}
