import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Owners delete renders: the renders become invisible, and the rows stay for billing. */
export class AddDeletionOfRenders1790000001660 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table renders add column deleted_at timestamptz');
    await runner.query(
      'create index renders_to_erase on renders (deleted_at) where deleted_at is not null and erased_at is null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table renders drop column deleted_at');
  }
}
