import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts at platforms with their sealed tokens, attempts to connect them, and groups of them. */
export class CreatePlatformAccounts1790000001800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table platform_accounts (
        id uuid primary key,
        user_id uuid not null references users on delete cascade,
        platform text not null check (platform ~ '^[a-z]{1,20}$'),
        external_id text not null check (length(external_id) between 1 and 200),
        name text not null check (length(name) <= 200),
        username text check (length(username) <= 200),
        avatar_url text check (length(avatar_url) <= 2048),
        login text check (length(login) between 1 and 250),
        scopes text[] not null default '{}' check (cardinality(scopes) <= 100),
        access_token text not null,
        access_expires_at timestamptz,
        refresh_token text,
        refresh_expires_at timestamptz,
        refreshed_at timestamptz not null default clock_timestamp(),
        status text not null default 'active' check (status in ('active', 'needs_reconnection')),
        problem text check (problem ~ '^[a-z_]{1,40}$'),
        problem_code text check (length(problem_code) between 1 and 100),
        notice_due boolean not null default false,
        last_notice_at timestamptz,
        check_at timestamptz not null,
        checked_at timestamptz,
        connected_by uuid not null,
        connected_at timestamptz not null default clock_timestamp(),
        last_used_at timestamptz,
        lease_epoch integer not null default 0 check (lease_epoch >= 0),
        lease_until timestamptz,
        unique (user_id, platform, external_id),
        check ((status = 'needs_reconnection') = (problem is not null)),
        check ((problem is null) = (problem_code is null)),
        check (not notice_due or status = 'needs_reconnection')
      )`);
    await runner.query(`create index platform_accounts_due on platform_accounts (check_at) where status = 'active'`);
    await runner.query('create index platform_accounts_of_login on platform_accounts (login)');
    await runner.query('create index platform_accounts_notices on platform_accounts (id) where notice_due');
    await runner.query(`
      create table platform_authorizations (
        id uuid primary key,
        state_hash bytea not null unique check (octet_length(state_hash) = 32),
        browser_hash bytea not null check (octet_length(browser_hash) = 32),
        user_id uuid not null references users on delete cascade,
        session_id uuid not null,
        created_by uuid not null,
        platform text not null check (platform ~ '^[a-z]{1,20}$'),
        redirect_uri text not null check (length(redirect_uri) <= 2048),
        code_verifier text not null,
        account_id uuid references platform_accounts on delete cascade,
        created_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null check (expires_at > created_at)
      )`);
    await runner.query('create index platform_authorizations_of_user on platform_authorizations (user_id, created_at)');
    await runner.query(`
      create table platform_choices (
        id uuid primary key,
        user_id uuid not null references users on delete cascade,
        created_by uuid not null,
        platform text not null check (platform ~ '^[a-z]{1,20}$'),
        candidates text not null,
        created_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null check (expires_at > created_at)
      )`);
    await runner.query('create index platform_choices_of_user on platform_choices (user_id, created_at)');
    await runner.query(`
      create table account_groups (
        id uuid primary key,
        user_id uuid not null references users on delete cascade,
        name text not null check (length(name) between 1 and 100),
        created_at timestamptz not null default clock_timestamp(),
        updated_at timestamptz not null default clock_timestamp()
      )`);
    await runner.query('create unique index account_groups_by_name on account_groups (user_id, lower(name))');
    await runner.query(`
      create table account_group_members (
        group_id uuid not null references account_groups on delete cascade,
        account_id uuid not null references platform_accounts on delete cascade,
        primary key (group_id, account_id)
      )`);
    await runner.query('create index account_group_members_of_account on account_group_members (account_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table account_group_members, account_groups, platform_choices, platform_authorizations, platform_accounts',
    );
  }
}
