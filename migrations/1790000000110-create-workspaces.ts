import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyFunctions } from './sql-functions';

export class CreateWorkspaces1790000000110 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Each user owns one workspace, which has the user's id, so the owner of a row and its workspace are one value.
    await runner.query(`
      create table workspaces (
        id uuid primary key references users on delete cascade,
        name text not null check (length(btrim(name)) between 1 and 200),
        created_at timestamptz not null default now()
      )`);
    await applyFunctions(runner, 'auth', ['create_own_workspace']);
    await runner.query(`
      create trigger users_create_own_workspace after insert on users
      for each row execute function create_own_workspace()`);
    await runner.query(`
      create table workspace_members (
        workspace_id uuid not null references workspaces on delete cascade,
        user_id uuid not null references users on delete cascade,
        role text not null check (role in ('admin', 'editor', 'viewer')),
        created_at timestamptz not null default now(),
        primary key (workspace_id, user_id),
        check (workspace_id <> user_id)
      )`);
    await runner.query('create index workspace_members_of_user on workspace_members (user_id)');
    await runner.query(`
      create trigger workspace_members_notify_credentials_changed after insert or update or delete on workspace_members
      for each row execute function notify_credentials_changed('user_id')`);
    await runner.query(`
      create table workspace_invites (
        id uuid primary key,
        workspace_id uuid not null references workspaces on delete cascade,
        email text not null check (email = lower(btrim(email)) and length(email) <= 254),
        role text not null check (role in ('admin', 'editor', 'viewer')),
        token_hash bytea unique check (octet_length(token_hash) = 32),
        invited_by uuid references users on delete set null,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null check (expires_at > created_at),
        unique (workspace_id, email)
      )`);
    await runner.query('create index workspace_invites_invited_by on workspace_invites (invited_by)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table workspace_invites, workspace_members');
    await runner.query('drop trigger users_create_own_workspace on users');
    await runner.query('drop function create_own_workspace');
    await runner.query('drop table workspaces');
  }
}
