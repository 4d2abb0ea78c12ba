import type { MigrationInterface, QueryRunner } from 'typeorm';

const RENDERS = `
  select user_id, created_at, finished_at, status, coalesce(seconds, 0) as seconds, id, charged, error ->> 'code' as error_code, provider`;
const UPLOADS = `
  select user_id, created_at, finished_at, status, id,
    case when deleted_at is null then title end as title,
    case when deleted_at is null then filename end as filename,
    error ->> 'code' as error_code,
    (select coalesce(array_agg(platform order by platform), '{}') from upload_targets where upload_id = uploads.id) as platforms,
    (select coalesce(array_agg(distinct account_id order by account_id), '{}') from publications
      where upload_id = uploads.id and status <> 'cancelled' and account_id is not null) as account_ids,
    hashtags`;
const POSTS = `
  select user_id, upload_id, account_id, platform, status, created_at, fault ->> 'class' as failure_class, id, published_at`;

/** Key figures say how often work succeeded at once, and how old unfinished work is. */
export class ShowQualityOfWork1790000003890 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create or replace view insights_renders as ${RENDERS}, attempts from renders`);
    await runner.query(`create or replace view insights_uploads as ${UPLOADS}, retries, received_at from uploads`);
    await runner.query(
      'create or replace view insights_upload_targets as select upload_id, platform, status from upload_targets',
    );
    await runner.query(`
      create or replace view insights_publications as ${POSTS},
        (select max(number) from publication_submissions where publication_id = publications.id) as calls
      from publications`);
    await runner.query(
      `create index uploads_unfinished_of_user on uploads (user_id) where finished_at is null and status <> 'pending'`,
    );
    await this.countAgain(runner, '3');
  }

  async down(runner: QueryRunner): Promise<void> {
    await this.countAgain(runner, `case kind when 'posts' then 3 else 2 end`);
    await runner.query('drop index uploads_unfinished_of_user');
    await runner.query('drop view insights_renders, insights_uploads, insights_upload_targets, insights_publications');
    await runner.query(`create view insights_renders as ${RENDERS} from renders`);
    await runner.query(`create view insights_uploads as ${UPLOADS} from uploads`);
    await runner.query('create view insights_upload_targets as select upload_id, platform from upload_targets');
    await runner.query(`create view insights_publications as ${POSTS} from publications`);
  }

  /** Until a day has been counted again, queries count its rows. Workers of the other version fail to store days. */
  private async countAgain(runner: QueryRunner, format: string): Promise<void> {
    await runner.query(
      `insert into rollup_changes (user_id, kind, day) select user_id, kind, day from rollup_days where kind <> 'posts'`,
    );
    await runner.query(`delete from rollup_days where kind <> 'posts'`);
    await runner.query(`
      alter table rollup_days drop constraint rollup_days_format_check,
        add constraint rollup_days_format_check check (format = ${format})`);
  }
}
