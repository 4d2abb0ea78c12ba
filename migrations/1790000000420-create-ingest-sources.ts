import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateIngestSources1790000000420 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ingest_sources (
        id uuid primary key,
        user_id uuid not null references users,
        kind text not null check (kind in ('source', 'direct', 'transfer')),
        status text not null default 'queued' check (status in ('queued', 'importing', 'ready', 'failed', 'deleted')),
        input_url text check (length(input_url) <= 8192),
        external_id text check (length(external_id) between 1 and 255),
        callback_url text check (length(callback_url) <= 2048),
        direct_token_hash bytea unique check (length(direct_token_hash) = 32),
        direct_expires_at timestamptz,
        received_at timestamptz,
        storage text not null,
        object_key text unique,
        size_bytes bigint check (size_bytes > 0),
        width integer check (width > 0),
        height integer check (height > 0),
        seconds double precision check (seconds > 0),
        fps double precision check (fps > 0),
        renditions json not null default '[]',
        error json,
        attempts smallint not null default 0 check (attempts >= 0),
        lease_epoch integer not null default 0 check (lease_epoch >= 0),
        lease_until timestamptz,
        deadline_at timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        finished_at timestamptz,
        check ((kind = 'direct') = (input_url is null)),
        check ((kind = 'direct') = (direct_token_hash is not null)),
        check ((kind = 'transfer') = (external_id is not null)),
        check ((direct_token_hash is null) = (direct_expires_at is null)),
        check (status <> 'ready' or (object_key is not null and size_bytes is not null)),
        check ((status = 'failed') = (error is not null) or status = 'deleted'),
        check (status not in ('failed', 'deleted') or finished_at is not null),
        check (finished_at is null or lease_until is null)
      )`);
    await runner.query('create index ingest_sources_of_user on ingest_sources (user_id, created_at desc, id desc)');
    await runner.query(
      'create index ingest_sources_transfers on ingest_sources (user_id, external_id) where external_id is not null',
    );
    await runner.query(
      `create index ingest_sources_unfinished on ingest_sources (deadline_at) where finished_at is null or status = 'deleted'`,
    );
    await runner.query(
      'create index ingest_sources_awaited on ingest_sources (direct_expires_at) where direct_token_hash is not null and received_at is null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ingest_sources');
  }
}
