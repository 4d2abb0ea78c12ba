import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The uploads that posts opened today count in the limit of our app. */
export class IndexOpenedUploads1790000003781 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("create index publication_events_opened on publication_events (created_at) where step = 'open'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index publication_events_opened');
  }
}
