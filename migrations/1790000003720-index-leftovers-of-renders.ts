import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Maintenance looks for renders that failed or were cancelled and whose files may still exist. */
export class IndexLeftoversOfRenders1790000003720 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index renders_with_leftovers on renders (finished_at) where erased_at is null and status in ('failed', 'cancelled')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index renders_with_leftovers');
  }
}
