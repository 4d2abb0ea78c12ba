import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A step that must not be repeated, such as a first comment, begins once for each post, whichever workers try it. */
export class BeginFollowUpsOnce1790000002300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create unique index publication_events_begun on publication_events (publication_id, step, detail)
      where step = 'first_comment' and outcome = 'started'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index publication_events_begun');
  }
}
