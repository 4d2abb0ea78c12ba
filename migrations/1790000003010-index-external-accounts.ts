import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The daily limits of platforms count the posts of one account over all workspaces that have connected it. */
export class IndexExternalAccounts1790000003010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index platform_accounts_external on platform_accounts (platform, external_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index platform_accounts_external');
  }
}
