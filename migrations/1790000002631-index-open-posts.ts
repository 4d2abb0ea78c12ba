import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The daily limits of platforms count open posts whose time has passed as posts of today. */
export class IndexOpenPosts1790000002631 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index publications_open on publications (platform, account_id)
      where status in ('pending', 'scheduled', 'waiting', 'publishing')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index publications_open');
  }
}
