import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Turns for large transfers go to the owners with the fewest posts in progress. */
export class IndexRunningPosts1790000003261 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("create index publications_running on publications (user_id) where status = 'publishing'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index publications_running');
  }
}
