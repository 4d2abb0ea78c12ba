import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The posts of a workspace by the time at which they were published, or are to be. */
export class IndexCalendar1790000002660 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index publications_of_calendar on publications
      (user_id, (coalesce(published_at, publish_at)), id) where status <> 'cancelled'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index publications_of_calendar');
  }
}
