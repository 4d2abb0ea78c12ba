import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Views behind the figures of the whole installation, and the indexes that read them by time. */
export class CreateProductViews1790000002641 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create view insights_users as
        select id, role, status, created_at, email_verified_at from users where status <> 'deleted'`);
    // monthly: after the current discount, in the smallest unit of the currency; null while the price is unknown.
    await runner.query(`
      create view insights_subscriptions as
        select user_id, tier, status, current_period_end, cancel_at_period_end, past_due_since, currency,
          greatest(created_at, trial_end) as paying_from,
          coalesce(ended_at, case when status in ('canceled', 'unpaid', 'incomplete_expired') then synced_at end) as ended_at,
          (amount - case when discount_ends_at <= now() then 0 else discount end)
            * case billing_interval when 'day' then 365 when 'week' then 52 else 1 end::numeric
            / (case billing_interval when 'month' then 1 else 12 end * interval_count) as monthly
        from subscriptions`);
    await runner.query(`
      create view insights_plan_grants as
        select user_id, tier, expires_at from entitlement_grants where revoked_at is null and tier is not null`);
    await runner.query(
      'create view insights_platform_accounts as select user_id, platform, status from platform_accounts',
    );
    await runner.query(`
      create view insights_publications as
        select user_id, upload_id, account_id, platform, status, created_at, fault ->> 'class' as failure_class from publications`);
    await runner.query('create view insights_upload_targets as select upload_id, platform from upload_targets');
    await runner.query(`
      create or replace view insights_renders as
        select user_id, created_at, finished_at, status, coalesce(seconds, 0) as seconds, id, charged, error ->> 'code' as error_code, provider
        from renders`);
    for (const table of ['users', 'renders', 'uploads', 'publications'])
      await runner.query(`create index ${table}_by_time on ${table} (created_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['users', 'renders', 'uploads', 'publications'])
      await runner.query(`drop index ${table}_by_time`);
    await runner.query(
      'drop view insights_upload_targets, insights_publications, insights_platform_accounts, insights_plan_grants, insights_subscriptions, insights_users, insights_renders',
    );
    await runner.query(`
      create or replace view insights_renders as
        select user_id, created_at, finished_at, status, coalesce(seconds, 0) as seconds, id, charged, error ->> 'code' as error_code
        from renders`);
  }
}
