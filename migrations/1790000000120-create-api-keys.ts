import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateApiKeys1790000000120 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table api_keys (
        id uuid primary key,
        user_id uuid not null references users on delete cascade,
        name text not null check (length(btrim(name)) between 1 and 100),
        key_hash bytea not null unique check (octet_length(key_hash) = 32),
        prefix text not null check (length(prefix) between 8 and 20),
        scopes text[] not null check (cardinality(scopes) between 1 and 32 and array_position(scopes, null) is null),
        expires_at timestamptz,
        expiry_warned_at timestamptz,
        revoked_at timestamptz,
        last_used_at timestamptz,
        rotated_from uuid references api_keys on delete set null check (rotated_from <> id),
        created_at timestamptz not null default now(),
        check (expires_at > created_at)
      )`);
    await runner.query('create index api_keys_of_user on api_keys (user_id, created_at desc, id desc)');
    await runner.query('create index api_keys_rotated_from on api_keys (rotated_from) where rotated_from is not null');
    await runner.query(`
      create index api_keys_to_warn on api_keys (expires_at)
      where expires_at is not null and revoked_at is null and expiry_warned_at is null`);
    await runner.query(`
      create trigger api_keys_notify_credentials_changed
      after update of scopes, expires_at, revoked_at or delete on api_keys
      for each row execute function notify_credentials_changed('user_id')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table api_keys');
  }
}
