import type { MigrationInterface, QueryRunner } from 'typeorm';

const viewOf = (discount: string) => `
  create or replace view insights_subscriptions as
    select user_id, tier, status, current_period_end, cancel_at_period_end, past_due_since, currency,
      greatest(created_at, trial_end) as paying_from,
      coalesce(ended_at, case when status in ('canceled', 'unpaid', 'incomplete_expired') then synced_at end) as ended_at,
      (amount - case when discount_ends_at <= now() then ${discount} else discount end)
        * case billing_interval when 'day' then 365 when 'week' then 52 else 1 end::numeric
        / (case billing_interval when 'month' then 1 else 12 end * interval_count) as monthly
    from subscriptions`;

/**
 * When one of several discounts of a subscription ends, the others last. Rows of earlier versions, which did not know
 * the discounts of items either, are null until the hourly repair has read them again.
 */
export class AddLaterDiscounts1790000003230 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table subscriptions add later_discounts jsonb check (jsonb_typeof(later_discounts) = 'array')`,
    );
    await runner.query(
      viewOf(`coalesce((
        select (later ->> 'discount')::bigint from jsonb_array_elements(later_discounts) with ordinality as steps (later, position)
          where (later ->> 'from')::timestamptz <= now() order by position desc limit 1), 0)`),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(viewOf('0'));
    await runner.query('alter table subscriptions drop column later_discounts');
  }
}
