import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Finds the decisions and review links of a person, and the decisions made through a link. Rounds offsets to the steps
 * that the API accepts; the way back keeps them rounded.
 */
export class IndexWhatPeopleDid1790000003970 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index upload_approvals_decided on upload_approvals (decided_by, requested_at, id) where decided_by is not null',
    );
    await runner.query(
      'create index upload_approvals_of_link on upload_approvals (review_link_id) where review_link_id is not null',
    );
    await runner.query('create index upload_review_links_made on upload_review_links (created_by, created_at, id)');
    await runner.query(
      `update upload_settings set telemetry_offset_ms = round(telemetry_offset_ms / 100.0) * 100
       where telemetry_offset_ms % 100 <> 0`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index upload_approvals_decided, upload_approvals_of_link, upload_review_links_made');
  }
}
