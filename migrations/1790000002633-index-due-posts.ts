import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of the posts that are due in the same minute, those of owners with few of them go first. */
export class IndexDuePosts1790000002633 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index publications_due_of_user on publications (user_id, due_at) where status = 'scheduled'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index publications_due_of_user');
  }
}
