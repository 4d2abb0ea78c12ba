import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The lease under which a post has a place among the uploads that a platform accepts in a day. */
export class CountUploadsThatAreBeingOpened1790000004230 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table publications add column opening_epoch integer');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table publications drop column opening_epoch');
  }
}
