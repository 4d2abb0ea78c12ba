import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the calls of a day have taken from the units that all accounts share at a platform: altogether, and by workspace. */
export class CountPlatformUnits1790000004110 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table platform_units (
        platform text primary key check (platform ~ '^[a-z]{1,20}$'),
        day date not null,
        units integer not null check (units >= 0)
      )`);
    await runner.query(`
      create table platform_workspace_units (
        user_id uuid not null references users on delete cascade,
        platform text not null check (platform ~ '^[a-z]{1,20}$'),
        day date not null,
        units integer not null check (units >= 0),
        has_posts boolean not null,
        primary key (user_id, platform)
      )`);
    await runner.query(
      'create index platform_workspace_units_of_posts on platform_workspace_units (platform, day) where has_posts',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table platform_workspace_units');
    await runner.query('drop table platform_units');
  }
}
