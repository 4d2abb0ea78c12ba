import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyFunctions } from './sql-functions';

/** Processor time that the sources of each account used, in slots of ten minutes. */
export class CountIngestSeconds1790000001510 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ingest_usage (
        user_id uuid not null references users on delete cascade,
        slot timestamptz not null,
        processor_seconds double precision not null check (processor_seconds >= 0),
        primary key (user_id, slot)
      )`);
    await applyFunctions(runner, 'render-proxy', ['ingest_seconds']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function ingest_seconds');
    await runner.query('drop table ingest_usage');
  }
}
