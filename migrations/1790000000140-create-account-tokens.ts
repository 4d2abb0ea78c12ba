import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAccountTokens1790000000140 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table account_tokens (
        id uuid primary key,
        user_id uuid not null references users on delete cascade,
        purpose text not null check (purpose in ('email_verification', 'password_reset')),
        email text not null,
        token_hash bytea not null unique check (octet_length(token_hash) = 32),
        created_at timestamptz not null default now(),
        expires_at timestamptz not null check (expires_at > created_at),
        unique (user_id, purpose)
      )`);
    await runner.query('create index account_tokens_expired on account_tokens (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table account_tokens');
  }
}
