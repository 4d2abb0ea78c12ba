import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Attempts under way are counted, so that accounts and hosts share what the workers can send at a time. */
export class ShareWebhookAttempts1790000002431 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table webhook_endpoints add column host text not null generated always as (
        coalesce(substring(url from '^[a-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]+)'), url)) stored`);
    await runner.query('alter table webhook_deliveries add column attempt_ends_at timestamptz');
    await runner.query(`
      create index webhook_deliveries_waiting on webhook_deliveries (endpoint_id, due_at) where status = 'pending'`);
    await runner.query(`
      create index webhook_deliveries_under_way on webhook_deliveries (endpoint_id) where attempt_ends_at is not null`);
    await runner.query('drop index webhook_deliveries_due');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`create index webhook_deliveries_due on webhook_deliveries (due_at) where status = 'pending'`);
    await runner.query('drop index webhook_deliveries_under_way, webhook_deliveries_waiting');
    await runner.query('alter table webhook_deliveries drop column attempt_ends_at');
    await runner.query('alter table webhook_endpoints drop column host');
  }
}
