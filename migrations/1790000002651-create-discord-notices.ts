import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events that wait for the Discord webhook of their account: see DiscordNoticesRepository. */
export class CreateDiscordNotices1790000002651 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table discord_notices (
        event_id uuid primary key references account_events on delete cascade,
        owner_id uuid not null,
        created_at timestamptz not null default clock_timestamp(),
        taken_until timestamptz
      )`);
    await runner.query('create index discord_notices_owner on discord_notices (owner_id, created_at)');
    await runner.query('alter table notification_settings add column discord_due_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table notification_settings drop column discord_due_at');
    await runner.query('drop table discord_notices');
  }
}
