import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often live posts were seen and reacted to: the latest figures of each post, and all that were read. */
export class CreatePublicationMetrics1790000002630 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const figures = ['views', 'likes', 'comments', 'shares'].map((name) => `${name} bigint check (${name} >= 0)`);
    await runner.query(`
      create table publication_metrics (
        publication_id uuid primary key references publications on delete cascade,
        public_id text check (length(public_id) between 1 and 200),
        ${figures.join(', ')},
        fetched_at timestamptz,
        failures integer not null default 0 check (failures >= 0),
        due_at timestamptz,
        check (fetched_at is not null or num_nulls(views, likes, comments, shares) = 4)
      )`);
    await runner.query('create index publication_metrics_due on publication_metrics (due_at) where due_at is not null');
    await runner.query(`
      create table publication_metric_readings (
        publication_id uuid not null references publications on delete cascade,
        fetched_at timestamptz not null,
        ${figures.join(', ')},
        primary key (publication_id, fetched_at)
      )`);
    await runner.query(`
      insert into publication_metrics (publication_id, due_at)
        select id, clock_timestamp() from publications
        where status = 'verified' and visibility is distinct from 'draft' and published_at > clock_timestamp() - interval '30 days'`);
    await runner.query(`
      create view insights_post_metrics as
        select p.user_id, p.id as post_id, p.upload_id, p.account_id, p.account_name, p.platform, p.published_at, p.time_zone,
          r.fetched_at, r.views, r.likes, r.comments, r.shares, r.fetched_at = m.fetched_at as is_latest
        from publication_metric_readings r
        join publications p on p.id = r.publication_id
        join publication_metrics m on m.publication_id = r.publication_id`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view insights_post_metrics');
    await runner.query('drop table publication_metric_readings, publication_metrics');
  }
}
