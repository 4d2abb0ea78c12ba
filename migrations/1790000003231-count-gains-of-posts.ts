import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyFunctions } from './sql-functions';

/** What posts gained on days with many readings is counted once, like renders and uploads. */
export class CountGainsOfPosts1790000003231 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.allowKinds(runner, `'renders', 'uploads', 'posts'`);
    // Workers of the earlier version, which may still run, would store days of posts without their gains.
    await runner.query(`
      alter table rollup_days drop constraint rollup_days_format_check,
        add constraint rollup_days_format_check check (format = case kind when 'posts' then 3 else 2 end)`);
    await applyFunctions(runner, 'insights', ['record_rollup_readings']);
    for (const [event, rows] of [
      ['insert', 'new'],
      ['delete', 'old'],
    ])
      await runner.query(`
        create trigger publication_metric_readings_${event}_counted after ${event} on publication_metric_readings
        referencing ${rows} table as changed for each statement execute function record_rollup_readings()`);
    // Readings that exist already are counted like new ones.
    await runner.query(`
      insert into rollup_changes (user_id, kind, day)
        select distinct user_id, 'posts', (fetched_at at time zone 'UTC')::date from publication_metric_readings`);
  }

  private async allowKinds(runner: QueryRunner, kinds: string): Promise<void> {
    for (const table of ['rollup_changes', 'rollup_days'])
      await runner.query(`
        alter table ${table} drop constraint ${table}_kind_check, add constraint ${table}_kind_check check (kind in (${kinds}))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const event of ['insert', 'delete'])
      await runner.query(`drop trigger publication_metric_readings_${event}_counted on publication_metric_readings`);
    await runner.query('drop function record_rollup_readings');
    for (const table of ['rollup_changes', 'rollup_days'])
      await runner.query(`delete from ${table} where kind = 'posts'`);
    await this.allowKinds(runner, `'renders', 'uploads'`);
    await runner.query(`
      alter table rollup_days drop constraint rollup_days_format_check,
        add constraint rollup_days_format_check check (format = 2)`);
  }
}
