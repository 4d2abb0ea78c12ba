import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Short renders run while workers pause the segments of long ones. */
export class MarkShortRenders1790000003450 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table renders add column is_short boolean not null default false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table renders drop column is_short');
  }
}
