import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Until when no posts of an account are sent, because the platform has blocked it. */
export class BlockPostsOfAccounts1790000003821 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table platform_accounts add posts_blocked_until timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table platform_accounts drop column posts_blocked_until');
  }
}
