import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyFunctions } from './sql-functions';

/** Processor time of renders that were stopped for their cost, which counts against their owner's share of the workers. */
export class AddRenderOverrun1790000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table renders add column overrun_seconds double precision check (overrun_seconds is null or (overrun_seconds >= 0 and status = 'failed'))`,
    );
    await runner.query(
      'create index renders_overrun on renders (user_id, finished_at) where overrun_seconds is not null',
    );
    await applyFunctions(runner, 'render-proxy', ['render_overrun']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function render_overrun');
    await runner.query('alter table renders drop column overrun_seconds');
  }
}
