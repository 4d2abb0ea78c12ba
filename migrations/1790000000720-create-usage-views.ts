import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Read models of what users use, one row for each moment that counts. */
export class CreateUsageViews1790000000720 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Micro-tokens of one operation and hold. What is given back returns to the balance or pays debt. `version` bounds a period by index.
    await runner.query(`
      create view token_usage as
        select e.user_id, e.version, o.created_at, h.api_key_id,
          coalesce(sum(e.delta) filter (where e.bucket = 'reserved' and e.delta > 0), 0)::bigint as reserved,
          coalesce(sum(e.delta) filter (where e.bucket = 'spent'), 0)::bigint as charged,
          coalesce(sum(-e.delta) filter (where e.bucket = 'reserved' and e.delta < 0), 0)::bigint
            - coalesce(sum(e.delta) filter (where e.bucket = 'spent'), 0)::bigint as returned
        from token_entries e join token_operations o using (user_id, version) join token_holds h on h.id = e.hold_id
        group by e.user_id, e.version, o.created_at, h.id`);
    await runner.query(`
      create view render_usage as
        select user_id, finished_at, api_key_id, status, coalesce(seconds, 0) as seconds from renders where finished_at is not null`);
    await runner.query('create index renders_finished on renders (user_id, finished_at) where finished_at is not null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index renders_finished');
    await runner.query('drop view render_usage, token_usage');
  }
}
