import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What exports show of each render and upload. Texts of uploads that their owner deleted are missing. */
export class ExtendAnalyticsViews1790000002550 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace view insights_renders as
        select user_id, created_at, finished_at, status, coalesce(seconds, 0) as seconds, id, charged, error ->> 'code' as error_code
        from renders`);
    await runner.query(`
      create or replace view insights_uploads as
        select user_id, created_at, finished_at, status, id,
          case when deleted_at is null then title end as title,
          case when deleted_at is null then filename end as filename,
          error ->> 'code' as error_code,
          (select coalesce(array_agg(platform order by platform), '{}') from upload_targets where upload_id = uploads.id) as platforms,
          (select coalesce(array_agg(distinct account_id order by account_id), '{}') from publications
            where upload_id = uploads.id and status <> 'cancelled' and account_id is not null) as account_ids
        from uploads`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view insights_uploads, insights_renders');
    await runner.query(`
      create or replace view insights_renders as
        select user_id, created_at, finished_at, status, coalesce(seconds, 0) as seconds from renders`);
    await runner.query(
      'create or replace view insights_uploads as select user_id, created_at, finished_at, status from uploads',
    );
  }
}
