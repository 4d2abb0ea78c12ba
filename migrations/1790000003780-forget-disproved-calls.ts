import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Publishing calls of which the platform confirmed that they had no effect count as refused, so that others may follow. */
export class ForgetDisprovedCalls1790000003780 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`update publication_submissions set state = 'refused' where state = 'abandoned'`);
  }

  async down(): Promise<void> {
    // Which of the refused calls these were is not known; both states end a call.
  }
}
