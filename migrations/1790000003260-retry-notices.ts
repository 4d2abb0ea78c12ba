import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notices whose text could not be written are due again later, a few times: see NoticesRepository. */
export class RetryNotices1790000003260 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table notices
        add column failures smallint not null default 0 check (failures >= 0),
        add column retry_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table notices drop column failures, drop column retry_at');
  }
}
