import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Posts stay, without their texts, when their upload is deleted: platforms and figures go on counting them. */
export class KeepPostsOfDeletedUploads1790000003931 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table publications add column erased_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table publications drop column erased_at');
  }
}
