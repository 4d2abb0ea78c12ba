import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Warnings about the edit of a render, as its author received them when it was accepted. */
export class AddRenderWarnings1790000001400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table renders add column warnings json not null default '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table renders drop column warnings');
  }
}
