import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a platform said about an account, and how often each workspace has asked it today. */
export class KeepAnswersAboutAccounts1790000003930 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table platform_accounts add column creator_info json, add column creator_info_at timestamptz,
      add check ((creator_info is null) = (creator_info_at is null))`);
    await runner.query(`
      create table platform_questions (
        user_id uuid not null references users on delete cascade,
        platform text not null check (platform ~ '^[a-z]{1,20}$'),
        day date not null,
        questions integer not null check (questions > 0),
        primary key (user_id, platform)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table platform_questions');
    await runner.query('alter table platform_accounts drop column creator_info, drop column creator_info_at');
  }
}
