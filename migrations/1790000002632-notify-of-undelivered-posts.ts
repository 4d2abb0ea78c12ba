import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Posts that failed with their upload, and of which their owner was not notified yet. */
export class NotifyOfUndeliveredPosts1790000002632 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table publications add column notice_due boolean not null default false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table publications drop column notice_due');
  }
}
