import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The plan that follows the paid one, as the payment provider has scheduled it. */
export class AddScheduledPlans1790000001710 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table subscriptions
        add scheduled_tier text check (scheduled_tier in ('starter', 'solo', 'creator', 'growth', 'studio', 'agency')),
        add scheduled_at timestamptz,
        add constraint subscriptions_scheduled_check check ((scheduled_tier is null) = (scheduled_at is null))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table subscriptions drop scheduled_tier, drop scheduled_at');
  }
}
