import type { MigrationInterface, QueryRunner } from 'typeorm';

const AT = '(coalesce(published_at, publish_at, created_at))';
const COUNTED = `where status not in ('failed', 'cancelled')`;

/** The daily limits of platforms count posts by their times. */
export class IndexPostTimes1790000002540 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index publications_of_account on publications (account_id, ${AT}) ${COUNTED}`);
    await runner.query(`create index publications_of_platform on publications (platform, ${AT}) ${COUNTED}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index publications_of_account, publications_of_platform');
  }
}
