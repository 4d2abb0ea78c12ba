import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateBillingNotices1790000000340 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Notices to users about money and tokens, written in the transaction of the event. One cause, one notice.
    await runner.query(`
      create table billing_notices (
        id uuid primary key,
        user_id uuid not null references users,
        kind text not null check (kind in ('tokens_added', 'tokens_low', 'payment_failed', 'payment_reversed',
          'plan_changed', 'trial_ending', 'subscription_ended', 'subscription_duplicate')),
        cause text not null unique check (length(cause) between 1 and 255),
        facts jsonb not null default '{}',
        created_at timestamptz not null default now(),
        dispatched_at timestamptz
      )`);
    await runner.query(
      'create index billing_notices_waiting on billing_notices (created_at) where dispatched_at is null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table billing_notices');
  }
}
