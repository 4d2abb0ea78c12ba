import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = `
  select user_id, created_at, finished_at, status, id,
    case when deleted_at is null then title end as title,
    case when deleted_at is null then filename end as filename,
    error ->> 'code' as error_code,
    (select coalesce(array_agg(platform order by platform), '{}') from upload_targets where upload_id = uploads.id) as platforms,
    (select coalesce(array_agg(distinct account_id order by account_id), '{}') from publications
      where upload_id = uploads.id and status <> 'cancelled' and account_id is not null) as account_ids`;

const POSTS = `
  select user_id, upload_id, account_id, platform, status, created_at, fault ->> 'class' as failure_class`;

/** Analytics can be restricted to uploads with a hashtag, and reads when posts were published. */
export class ShowHashtagsToAnalytics1790000002643 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create or replace view insights_uploads as ${COLUMNS}, hashtags from uploads`);
    await runner.query(`create or replace view insights_publications as ${POSTS}, id, published_at from publications`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view insights_uploads, insights_publications');
    await runner.query(`create or replace view insights_publications as ${POSTS} from publications`);
    await runner.query(`create or replace view insights_uploads as ${COLUMNS} from uploads`);
  }
}
