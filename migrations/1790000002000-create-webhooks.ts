import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Endpoints of customers that receive events, and what was sent to them: see WebhookDeliveriesRepository. */
export class CreateWebhooks1790000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table webhook_endpoints (
        id uuid primary key,
        user_id uuid not null references users on delete cascade,
        url text not null,
        description text not null,
        events text[] not null,
        secret text not null,
        previous_secret text,
        previous_expires_at timestamptz,
        disabled_reason text,
        failing_since timestamptz,
        created_at timestamptz not null default clock_timestamp(),
        constraint webhook_endpoints_previous_expires check ((previous_secret is null) = (previous_expires_at is null)),
        constraint webhook_endpoints_disabled_reason check (disabled_reason in ('owner', 'failing', 'gone'))
      )`);
    await runner.query('create index webhook_endpoints_user on webhook_endpoints (user_id, created_at)');
    // The body is kept as text, because the signature covers its bytes.
    await runner.query(`
      create table webhook_deliveries (
        id uuid primary key,
        endpoint_id uuid not null references webhook_endpoints on delete cascade,
        event_id uuid not null,
        type text not null,
        body text not null,
        status text not null default 'pending',
        attempts integer not null default 0,
        due_at timestamptz default clock_timestamp(),
        answer_status integer,
        problem text,
        duration_ms integer,
        created_at timestamptz not null default clock_timestamp(),
        attempted_at timestamptz,
        finished_at timestamptz,
        constraint webhook_deliveries_once unique (endpoint_id, event_id),
        constraint webhook_deliveries_status check (status in ('pending', 'delivered', 'failed')),
        constraint webhook_deliveries_due check ((status = 'pending') = (due_at is not null)),
        constraint webhook_deliveries_finished check ((status = 'pending') = (finished_at is null))
      )`);
    await runner.query('create index webhook_deliveries_list on webhook_deliveries (endpoint_id, created_at, id)');
    await runner.query(`create index webhook_deliveries_due on webhook_deliveries (due_at) where status = 'pending'`);
    await runner.query('create index webhook_deliveries_age on webhook_deliveries (created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table webhook_deliveries');
    await runner.query('drop table webhook_endpoints');
  }
}
