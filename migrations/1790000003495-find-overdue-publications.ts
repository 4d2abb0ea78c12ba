import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Workers count overdue posts regularly. */
export class FindOverduePublications1790000003495 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index publications_scheduled on publications (due_at) where status = 'scheduled'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index publications_scheduled');
  }
}
