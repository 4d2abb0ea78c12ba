import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Uploads that a former member of a workspace did not complete. */
export class CancelUploadsOfMembers1790000002522 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table uploads drop constraint uploads_cancel_reason_check,
        add constraint uploads_cancel_reason_check check (cancel_reason in ('owner', 'abandoned', 'account_erased', 'member_removed'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`update uploads set cancel_reason = 'owner' where cancel_reason = 'member_removed'`);
    await runner.query(`
      alter table uploads drop constraint uploads_cancel_reason_check,
        add constraint uploads_cancel_reason_check check (cancel_reason in ('owner', 'abandoned', 'account_erased'))`);
  }
}
