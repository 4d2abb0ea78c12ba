import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The link of a decision by a guest, whose name nobody has checked. */
export class NameReviewLinksOfDecisions1790000002611 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table upload_approvals add column decided_via text check (length(decided_via) between 1 and 500),
        add check (decided_via is null or (decided_name is not null and decided_by is null))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table upload_approvals drop column decided_via');
  }
}
