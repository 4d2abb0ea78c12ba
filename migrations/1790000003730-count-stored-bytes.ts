import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Bytes that a source may have in the store, with its renditions. The files of sources that failed before are counted as
 * one byte, so that maintenance deletes them.
 */
export class CountStoredBytes1790000003730 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table ingest_sources add column stored_bytes bigint not null default 0 check (stored_bytes >= 0)',
    );
    await runner.query(`
      update ingest_sources set stored_bytes = case when status = 'ready' then size_bytes else 1 end
      where status = 'ready' or status = 'failed' and received_at is not null`);
    await runner.query('drop index ingest_sources_unfinished');
    await runner.query(`
      create index ingest_sources_unfinished on ingest_sources (deadline_at)
      where finished_at is null or status = 'deleted' or status = 'failed' and stored_bytes > 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index ingest_sources_unfinished');
    await runner.query(`
      create index ingest_sources_unfinished on ingest_sources (deadline_at) where finished_at is null or status = 'deleted'`);
    await runner.query('alter table ingest_sources drop column stored_bytes');
  }
}
