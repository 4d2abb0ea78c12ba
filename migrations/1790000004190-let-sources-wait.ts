import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a source waits for, such as disk space, and since when everything that workers try on it fails for that reason. */
export class LetSourcesWait1790000004190 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ingest_sources add column failing_since timestamptz,
        add column waiting_for text check (waiting_for ~ '^[a-z_]{1,40}$'),
        add constraint ingest_sources_waits_unfinished check (waiting_for is null or finished_at is null)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table ingest_sources drop column waiting_for, drop column failing_since');
  }
}
