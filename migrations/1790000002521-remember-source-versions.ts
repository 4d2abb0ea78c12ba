import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The store's version of an uploaded video when it was checked: workers read no other bytes. */
export class RememberSourceVersions1790000002521 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table uploads add column source_version text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table uploads drop column source_version');
  }
}
