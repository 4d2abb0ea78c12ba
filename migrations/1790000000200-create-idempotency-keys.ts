import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateIdempotencyKeys1790000000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // body is the JSON text as it was sent: jsonb would reorder members and cannot hold \\u0000.
    await runner.query(`
      create table idempotency_keys (
        caller text not null check (length(caller) between 1 and 200),
        key text not null check (key ~ '^[!-~]{1,255}$'),
        fingerprint bytea not null check (octet_length(fingerprint) = 32),
        state text not null default 'in_progress' check (state in ('in_progress', 'done')),
        owner uuid not null,
        lease_until timestamptz not null,
        status smallint check (status between 200 and 399),
        body text check (body is null or status is not null),
        created_at timestamptz not null default now(),
        expires_at timestamptz not null check (expires_at > created_at),
        primary key (caller, key),
        check ((state = 'done') = (status is not null))
      )`);
    await runner.query('create index idempotency_keys_expiry on idempotency_keys (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table idempotency_keys');
  }
}
