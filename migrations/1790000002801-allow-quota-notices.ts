import type { MigrationInterface, QueryRunner } from 'typeorm';

const KINDS = `'tokens_added', 'tokens_low', 'payment_failed', 'payment_reversed', 'plan_changed', 'trial_ending',
  'subscription_ended', 'subscription_duplicate'`;

export class AllowQuotaNotices1790000002801 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table billing_notices drop constraint billing_notices_kind_check,
        add constraint billing_notices_kind_check check (kind in (${KINDS}, 'quota_reached'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from billing_notices where kind = 'quota_reached'`);
    await runner.query(`
      alter table billing_notices drop constraint billing_notices_kind_check,
        add constraint billing_notices_kind_check check (kind in (${KINDS}))`);
  }
}
