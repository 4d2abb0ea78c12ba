import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Operators are told about live posts that their platform shows to others than requested. */
export class IndexPostsShownOtherwise1790000003800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index publications_shown_otherwise on publications (verified_at)
      where status = 'verified' and fault is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index publications_shown_otherwise');
  }
}
