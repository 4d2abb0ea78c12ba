import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['renders', 'render_segments', 'uploads'];

/** Since when everything that workers try on a row fails because a service is unavailable. */
export class RecordOutages1790000003500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`alter table ${table} add column failing_since timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`alter table ${table} drop column failing_since`);
  }
}
