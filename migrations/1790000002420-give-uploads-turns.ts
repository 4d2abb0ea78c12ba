import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts take turns: the first upload of one is processed before the second of another. */
export class GiveUploadsTurns1790000002420 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table uploads add column queue_priority smallint not null default 0 check (queue_priority >= 0),
        add column queue_turn integer not null default 0 check (queue_turn >= 0)`);
    await runner.query(
      `create index uploads_waiting on uploads (queue_priority, queue_turn, received_at) where status = 'queued'`,
    );
    await runner.query(
      `create index uploads_in_work on uploads (user_id, queue_priority, queue_turn) where status in ('queued', 'processing')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index uploads_in_work');
    await runner.query('drop index uploads_waiting');
    await runner.query('alter table uploads drop column queue_turn, drop column queue_priority');
  }
}
