import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sign-ins before this time make no network and no device known any more. */
export class AddTimeFromWhichDevicesAreKnown1790000003740 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table users add column devices_valid_from timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table users drop column devices_valid_from');
  }
}
