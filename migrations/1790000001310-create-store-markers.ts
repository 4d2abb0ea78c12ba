import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which running processes have written a marker into which store: see StoreMarkersService. */
export class CreateStoreMarkers1790000001310 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table store_markers (
        process_id uuid not null,
        store text not null check (store ~ '^[a-z][a-z0-9_-]{0,39}$'),
        written_at timestamptz not null default clock_timestamp(),
        primary key (process_id, store)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table store_markers');
  }
}
