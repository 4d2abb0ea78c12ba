import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A self-check costs nothing, so an account has at most one that is not finished. */
export class AllowOneUnfinishedSelfCheck1790000002430 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update self_checks set status = 'failed', error = 'a later self-check replaced it', lease_until = null,
        lease_epoch = lease_epoch + 1, finished_at = clock_timestamp()
      where status in ('queued', 'running') and exists (
        select from self_checks later where later.user_id = self_checks.user_id and later.status in ('queued', 'running')
          and (later.created_at, later.id) > (self_checks.created_at, self_checks.id))`);
    await runner.query(
      `create unique index self_checks_one_unfinished on self_checks (user_id) where status in ('queued', 'running')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index self_checks_one_unfinished');
  }
}
