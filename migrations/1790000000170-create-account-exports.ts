import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAccountExports1790000000170 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // link_hash: hash of the newest download link, which works for some minutes.
    await runner.query(`
      create table account_exports (
        id uuid primary key,
        user_id uuid not null references users on delete cascade,
        state text not null default 'queued' check (state in ('queued', 'ready', 'failed')),
        storage text,
        object_key text unique,
        size_bytes bigint check (size_bytes > 0),
        attempts smallint not null default 0 check (attempts >= 0),
        deadline_at timestamptz not null,
        link_hash bytea check (octet_length(link_hash) = 32),
        link_expires_at timestamptz,
        created_at timestamptz not null default now(),
        ready_at timestamptz,
        expires_at timestamptz not null,
        check (state <> 'ready'
          or (object_key is not null and storage is not null and size_bytes is not null and ready_at is not null)),
        check ((link_hash is null) = (link_expires_at is null))
      )`);
    await runner.query('create index account_exports_of_user on account_exports (user_id, created_at desc)');
    await runner.query(
      `create unique index account_exports_one_at_a_time on account_exports (user_id) where state = 'queued'`,
    );
    await runner.query(
      'create unique index account_exports_by_link on account_exports (link_hash) where link_hash is not null',
    );
    await runner.query('create index account_exports_ending on account_exports (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table account_exports');
  }
}
