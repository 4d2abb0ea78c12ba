import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The daily limits of platforms also count the posts of an account that was disconnected since, and perhaps connected again. */
export class CountPostsOfFormerAccounts1790000003240 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table publications add column former_external_id text');
    await runner.query(
      'create index publications_of_former_account on publications (platform, former_external_id) where former_external_id is not null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table publications drop column former_external_id');
  }
}
