import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How many people follow the connected accounts: one reading of each account a day. Readings outlive the disconnection
 * of their account for some days, so they belong to the account at the platform.
 */
export class CreateFollowerReadings1790000003430 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table platform_accounts
        add column followers_due_at timestamptz not null default now() + interval '1 hour',
        add column follower_failures integer not null default 0 check (follower_failures >= 0)`);
    await runner.query(
      `create index platform_accounts_followers_due on platform_accounts (followers_due_at) where status = 'active'`,
    );
    await runner.query(`
      create table follower_readings (
        user_id uuid not null references users on delete cascade,
        platform text not null,
        external_id text not null,
        read_on date not null,
        fetched_at timestamptz not null,
        followers bigint check (followers >= 0),
        missing text check (missing in ('hidden', 'no_permission')),
        kept_until timestamptz,
        former_login text,
        primary key (user_id, platform, external_id, read_on),
        check (read_on = (fetched_at at time zone 'UTC')::date),
        check ((followers is null) = (missing is not null)),
        check (former_login is null or kept_until is not null)
      )`);
    await runner.query('create index follower_readings_by_age on follower_readings (read_on)');
    await runner.query(
      'create index follower_readings_to_delete on follower_readings (kept_until) where kept_until is not null',
    );
    await runner.query(
      'create index follower_readings_of_former_login on follower_readings (former_login) where former_login is not null',
    );
    await runner.query(`
      create view insights_follower_readings as
        select a.user_id, a.id as account_id, r.fetched_at, r.followers, r.missing
        from platform_accounts a join follower_readings r using (user_id, platform, external_id)`);
    await runner.query(
      'create or replace view insights_platform_accounts as select user_id, platform, status, id, name from platform_accounts',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view insights_follower_readings, insights_platform_accounts');
    await runner.query(
      'create or replace view insights_platform_accounts as select user_id, platform, status from platform_accounts',
    );
    await runner.query('drop table follower_readings');
    await runner.query('alter table platform_accounts drop column followers_due_at, drop column follower_failures');
  }
}
