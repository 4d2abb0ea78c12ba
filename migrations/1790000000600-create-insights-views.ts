import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Views over the tables of other libs, which insights reads, so that those tables may change. */
export class CreateInsightsViews1790000000600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create view insights_token_operations as select user_id, version, created_at from token_operations`);
    // Micro-tokens of one operation and hold. Released tokens of a hold return to the balance or pay debt.
    await runner.query(`
      create view insights_token_usage as
        select e.user_id, e.version, o.created_at, h.api_key_id,
          coalesce(sum(e.delta) filter (where e.bucket = 'reserved' and e.delta > 0), 0)::bigint as reserved,
          coalesce(sum(e.delta) filter (where e.bucket = 'spent'), 0)::bigint as charged,
          coalesce(sum(-e.delta) filter (where e.bucket = 'reserved' and e.delta < 0), 0)::bigint
            - coalesce(sum(e.delta) filter (where e.bucket = 'spent'), 0)::bigint as returned
        from token_entries e
          join token_operations o using (user_id, version)
          join token_holds h on h.id = e.hold_id
        group by e.user_id, e.version, o.created_at, h.id`);
    await runner.query(`
      create view insights_render_usage as
        select user_id, finished_at, api_key_id, status, coalesce(seconds, 0) as seconds
        from renders where finished_at is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view insights_render_usage, insights_token_usage, insights_token_operations');
  }
}
