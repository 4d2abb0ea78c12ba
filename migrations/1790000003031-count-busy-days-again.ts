import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyFunctions } from './sql-functions';

/** Facts of busy days hold running totals, and wider ranges of latencies: all are counted again. */
export class CountBusyDaysAgain1790000003031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await applyFunctions(runner, 'insights', ['rollup_latency']);
    await this.countAgain(runner);
    // Without a default: workers of the earlier version, which may still run, fail to store days in their format.
    await runner.query('alter table rollup_days add column format smallint not null check (format = 2)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await this.countAgain(runner);
    await runner.query('alter table rollup_days drop column format');
  }

  /** Until a day has been counted again, queries count its rows. */
  private async countAgain(runner: QueryRunner): Promise<void> {
    await runner.query('insert into rollup_changes (user_id, kind, day) select user_id, kind, day from rollup_days');
    await runner.query('delete from rollup_days');
  }
}
