import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The edit of a finished render may be deleted; until then its bytes count for its account. */
export class BoundKeptEdits1790000001500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table renders
        alter column request drop not null,
        add column request_bytes integer not null default 0 constraint renders_request_bytes check (request_bytes >= 0),
        add constraint renders_request_until_end check (request is not null or finished_at is not null)`);
    await runner.query('update renders set request_bytes = octet_length(request::text)');
    await runner.query(
      'create index renders_kept_edits on renders (user_id, created_at, id) include (request_bytes, finished_at) where request is not null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index renders_kept_edits');
    await runner.query(`update renders set request = '{}' where request is null`);
    await runner.query(`
      alter table renders drop constraint renders_request_until_end, drop column request_bytes, alter column request set not null`);
  }
}
