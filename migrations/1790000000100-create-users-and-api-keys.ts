import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateUsersAndApiKeys1790000000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table users (
        id uuid primary key,
        email text not null unique check (email = lower(btrim(email)) and email ~ '^[^@[:space:]]+@[^@[:space:]]+$' and length(email) <= 254),
        name text not null check (length(btrim(name)) between 1 and 200),
        password_hash text check (password_hash like '$argon2id$%'),
        role text not null default 'user' check (role in ('admin', 'user')),
        status text not null default 'active' check (status in ('active', 'suspended')),
        must_reset_password boolean not null default false,
        email_verified_at timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )`);
    await runner.query(`create index users_admins on users (created_at, id) where role = 'admin'`);
    await runner.query(`
      create table api_keys (
        id uuid primary key,
        user_id uuid not null references users on delete cascade,
        name text not null check (length(btrim(name)) between 1 and 100),
        key_hash bytea not null unique check (octet_length(key_hash) = 32),
        prefix text not null check (length(prefix) between 8 and 20),
        scopes text[] not null check (cardinality(scopes) between 1 and 32 and array_position(scopes, null) is null),
        expires_at timestamptz,
        revoked_at timestamptz,
        last_used_at timestamptz,
        rotated_from uuid references api_keys on delete set null check (rotated_from <> id),
        created_at timestamptz not null default now(),
        check (expires_at > created_at)
      )`);
    await runner.query(`create index api_keys_of_user on api_keys (user_id, created_at desc, id desc)`);
    await runner.query(`create index api_keys_rotated_from on api_keys (rotated_from) where rotated_from is not null`);
    // Whatever changes what a credential may do, by whatever path, is told to every process in the same transaction.
    await runner.query(`
      create function tell_credentials_changed() returns trigger language plpgsql as $$
      begin
        perform pg_notify('credentials_changed', to_jsonb(case when tg_op = 'DELETE' then old else new end) ->> tg_argv[0]);
        return null;
      end $$`);
    await runner.query(`
      create trigger users_tell_credentials_changed after update of role, status, must_reset_password or delete on users
      for each row execute function tell_credentials_changed('id')`);
    await runner.query(`
      create trigger api_keys_tell_credentials_changed after update of scopes, expires_at, revoked_at or delete on api_keys
      for each row execute function tell_credentials_changed('user_id')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table api_keys');
    await runner.query('drop table users');
    await runner.query('drop function tell_credentials_changed()');
  }
}
