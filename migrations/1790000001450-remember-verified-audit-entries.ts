import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Up to which entry each chain of the audit log was verified, so that an hourly verification reads only what is new. */
export class RememberVerifiedAuditEntries1790000001450 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table audit_chains add column verified_seq bigint not null default 0 check (verified_seq >= 0)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table audit_chains drop column verified_seq');
  }
}
