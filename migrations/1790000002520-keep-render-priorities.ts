import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The priority of a render's first job, for the jobs that are published again. */
export class KeepRenderPriorities1790000002520 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table renders add column queue_priority smallint not null default 0 check (queue_priority >= 0)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table renders drop column queue_priority');
  }
}
