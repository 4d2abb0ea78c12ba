import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SealAnswersWithCredentials1790000003850 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // owner is the key of the seal: unique to the request whose answer it is.
    // Without a check: processes of the version before reuse rows without knowing this column.
    await runner.query('alter table idempotency_keys add column sealed_body text');
    await runner.query(`
      create unique index idempotency_keys_sealed on idempotency_keys (owner) where sealed_body is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('delete from idempotency_keys where sealed_body is not null');
    await runner.query('alter table idempotency_keys drop column sealed_body');
  }
}
