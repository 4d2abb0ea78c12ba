import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddKeyExpiryWarning1790000000640 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table api_keys add column expiry_warned_at timestamptz');
    await runner.query(
      `create index api_keys_to_warn on api_keys (expires_at) where expires_at is not null and revoked_at is null and expiry_warned_at is null`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table api_keys drop column expiry_warned_at');
  }
}
