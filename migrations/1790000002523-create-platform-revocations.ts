import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accesses of accounts that were removed here and still work at their platforms. */
export class CreatePlatformRevocations1790000002523 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table platform_revocations (
        id uuid primary key,
        user_id uuid not null references users on delete cascade,
        platform text not null check (platform ~ '^[a-z]{1,20}$'),
        external_id text not null check (length(external_id) between 1 and 200),
        login text check (length(login) between 1 and 250),
        access text not null,
        created_at timestamptz not null default clock_timestamp(),
        due_at timestamptz not null
      )`);
    await runner.query('create index platform_revocations_due on platform_revocations (due_at)');
    await runner.query('create index platform_revocations_of_user on platform_revocations (user_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table platform_revocations');
  }
}
