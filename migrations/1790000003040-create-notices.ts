import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The notices that people read in the dashboard: see NoticesRepository. `title` is null until a worker has written it. */
export class CreateNotices1790000003040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Without a foreign key to users: recording an event would lock the row of its owner until the transaction ends.
    await runner.query(`
      create table notices (
        id uuid primary key,
        owner_id uuid not null,
        event text not null,
        data jsonb not null,
        title text,
        text text,
        accounts jsonb not null default '[]',
        link text,
        created_at timestamptz not null,
        read_at timestamptz,
        constraint notices_event check (event ~ '^[a-z]+[.][a-z_]+$'),
        constraint notices_written check ((title is null) = (link is null)),
        constraint notices_accounts check (jsonb_typeof(accounts) = 'array'),
        constraint notices_read check (read_at is null or title is not null)
      )`);
    await runner.query('create index notices_owner on notices (owner_id, created_at, id)');
    await runner.query(
      'create index notices_unread on notices (owner_id, created_at) where read_at is null and title is not null',
    );
    await runner.query('create index notices_unwritten on notices (created_at) where title is null');
    await runner.query('create index notices_age on notices (created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table notices');
  }
}
