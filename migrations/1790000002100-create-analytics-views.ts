import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Views that analytics counts. Rows stay when their owner deletes the files, so that figures of the past do not change.
 */
export class CreateAnalyticsViews1790000002100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create view insights_renders as
        select user_id, created_at, finished_at, status, coalesce(seconds, 0) as seconds from renders`);
    await runner.query('create view insights_uploads as select user_id, created_at, finished_at, status from uploads');
    await runner.query('create index uploads_finished on uploads (user_id, finished_at) where finished_at is not null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index uploads_finished');
    await runner.query('drop view insights_uploads, insights_renders');
  }
}
