import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds posts without a video whose owner was not notified because the job was lost. */
export class IndexUnreportedPosts1790000003840 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index publications_unreported on publications (updated_at) where notice_due');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index publications_unreported');
  }
}
