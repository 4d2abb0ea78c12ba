import type { MigrationInterface, QueryRunner } from 'typeorm';

const FIGURES = ['views', 'likes', 'comments', 'shares'] as const;
/** Each reading of a post has what the post gained since the reading before it; the latest figures have a view of their own. */
export class StoreGainsOfPosts1790000003030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const gains = FIGURES.map((name) => `add column ${name}_gained bigint`).join(', ');
    // Nullable: during an upgrade, workers of the previous version store readings without them.
    await runner.query(`alter table publication_metric_readings add column user_id uuid, ${gains}`);
    const gained = FIGURES.map((name) => `${name} - coalesce(lag(${name}) over readings, 0) as ${name}`).join(', ');
    await runner.query(`
      update publication_metric_readings r
        set user_id = read.user_id, ${FIGURES.map((name) => `${name}_gained = read.${name}`).join(', ')}
        from (
          select publication_id, fetched_at, p.user_id, ${gained} from publication_metric_readings join publications p on p.id = publication_id
            window readings as (partition by publication_id order by fetched_at)
        ) read
        where r.publication_id = read.publication_id and r.fetched_at = read.fetched_at`);
    await runner.query(`
      create index publication_metric_readings_of_user on publication_metric_readings (user_id, fetched_at)
        include (publication_id, ${FIGURES.map((name) => `${name}_gained`).join(', ')})`);
    // With an outer join, a query that reads no column of the post does not look for it.
    await runner.query(`
      create view insights_post_gains as
        select r.user_id, r.fetched_at, ${FIGURES.map((name) => `r.${name}_gained`).join(', ')}, p.upload_id, p.account_id, p.platform
        from publication_metric_readings r left join publications p on p.id = r.publication_id`);
    await runner.query(`
      create view insights_post_totals as
        select publication_id as post_id, fetched_at, views, likes, comments, shares from publication_metrics where fetched_at is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view insights_post_totals, insights_post_gains');
    await runner.query('drop index publication_metric_readings_of_user');
    const gains = FIGURES.map((name) => `drop column ${name}_gained`).join(', ');
    await runner.query(`alter table publication_metric_readings drop column user_id, ${gains}`);
  }
}
