import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nothing reads the view: analytics add up the gains and totals of posts. */
export class DropPostMetricsView1790000003262 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop view insights_post_metrics');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create view insights_post_metrics as
        select p.user_id, p.id as post_id, p.upload_id, p.account_id, p.account_name, p.platform, p.published_at, p.time_zone,
          r.fetched_at, r.views, r.likes, r.comments, r.shares, r.fetched_at = m.fetched_at as is_latest
        from publication_metric_readings r
        join publications p on p.id = r.publication_id
        join publication_metrics m on m.publication_id = r.publication_id`);
  }
}
