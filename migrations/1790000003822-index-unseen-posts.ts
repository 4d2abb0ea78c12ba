import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds accepted posts that were not seen live before their account had to be reconnected. */
export class IndexUnseenPosts1790000003822 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index publications_unseen on publications (account_id) where status = 'published' and due_at is null and fault is not null`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index publications_unseen');
  }
}
