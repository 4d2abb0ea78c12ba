import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTotp1790000000150 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table totp_secrets (
        user_id uuid primary key references users on delete cascade,
        secret text not null check (secret ~ '^v[1-9][0-9]*[.]'),
        created_at timestamptz not null default now(),
        enabled_at timestamptz,
        last_step bigint,
        check (enabled_at is not null or last_step is null)
      )`);
    await runner.query(`
      create table recovery_codes (
        user_id uuid not null references totp_secrets on delete cascade,
        code_hash bytea not null check (octet_length(code_hash) = 32),
        primary key (user_id, code_hash)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table recovery_codes, totp_secrets');
  }
}
