import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateBillingNotices1790000000700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // What users are told about money and tokens, written in the transaction of what happened. One cause, one notice.
    await runner.query(`
      create table billing_notices (
        id uuid primary key,
        user_id uuid not null references users,
        kind text not null check (kind in ('tokens_added', 'tokens_low', 'payment_failed', 'payment_reversed', 'plan_changed', 'trial_ending',
          'subscription_ended', 'subscription_duplicate')),
        cause text not null unique check (length(cause) between 1 and 255),
        facts jsonb not null default '{}',
        created_at timestamptz not null default now(),
        told_at timestamptz
      )`);
    await runner.query('create index billing_notices_untold on billing_notices (created_at) where told_at is null');
    // Of old events only the id and the outcome are kept.
    await runner.query('alter table payment_events alter payload drop not null');
    await runner.query(
      'create index payment_events_with_payload on payment_events (processed_at) where payload is not null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index payment_events_with_payload');
    await runner.query(`update payment_events set payload = '{}' where payload is null`);
    await runner.query('alter table payment_events alter payload set not null');
    await runner.query('drop table billing_notices');
  }
}
