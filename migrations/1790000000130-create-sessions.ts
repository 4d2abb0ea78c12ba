import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSessions1790000000130 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table sessions (
        id uuid primary key,
        user_id uuid not null references users on delete cascade,
        workspace_id uuid references workspaces on delete set null,
        label text not null check (length(label) between 1 and 100),
        ip inet not null,
        network text not null check (length(network) <= 50),
        created_at timestamptz not null default now(),
        last_used_at timestamptz not null check (last_used_at >= created_at),
        expires_at timestamptz not null check (expires_at > created_at),
        revoked_at timestamptz,
        revoked_reason text check (revoked_reason in
          ('signed_out', 'revoked_by_user', 'revoked_by_admin', 'password_changed', 'refresh_reuse')),
        check ((revoked_at is null) = (revoked_reason is null))
      )`);
    await runner.query('create index sessions_of_user on sessions (user_id, last_used_at desc)');
    await runner.query('create index sessions_expired on sessions (expires_at)');
    await runner.query('create index sessions_in_workspace on sessions (workspace_id) where workspace_id is not null');
    await runner.query(`
      create trigger sessions_notify_credentials_changed
      after update of revoked_at, expires_at, workspace_id or delete on sessions
      for each row execute function notify_credentials_changed('user_id')`);
    await runner.query(`
      create table refresh_tokens (
        id uuid primary key,
        session_id uuid not null references sessions on delete cascade,
        predecessor_id uuid unique references refresh_tokens on delete cascade,
        token_hash bytea not null unique check (octet_length(token_hash) = 32),
        created_at timestamptz not null default now(),
        expires_at timestamptz not null check (expires_at > created_at),
        used_at timestamptz,
        successor_salt bytea check (octet_length(successor_salt) = 16),
        check ((used_at is null) = (successor_salt is null))
      )`);
    await runner.query(
      'create unique index refresh_tokens_one_unused on refresh_tokens (session_id) where used_at is null',
    );
    await runner.query('create index refresh_tokens_of_session on refresh_tokens (session_id)');
    await runner.query(`
      create table sign_in_delays (
        key text primary key check (length(key) <= 100),
        failures int not null check (failures >= 0),
        last_failure_at timestamptz not null,
        blocked_until timestamptz
      )`);
    await runner.query('create index sign_in_delays_old on sign_in_delays (last_failure_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table sign_in_delays, refresh_tokens, sessions');
  }
}
