import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A provider that cannot be stopped may write its result to our bucket after the files of a render were deleted. */
export class EraseLateCopies1790000003501 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table renders add column copies_until timestamptz');
    await runner.query(
      'create index renders_with_late_copies on renders (copies_until) where copies_until is not null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table renders drop column copies_until');
  }
}
