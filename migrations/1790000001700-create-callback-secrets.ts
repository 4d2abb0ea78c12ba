import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The sealed secrets that sign the callbacks of an account: see CallbackSecretsRepository. */
export class CreateCallbackSecrets1790000001700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table callback_secrets (
        owner_id uuid primary key references users on delete cascade,
        secret text not null,
        previous_secret text,
        previous_expires_at timestamptz,
        created_at timestamptz not null default now(),
        constraint callback_secrets_previous_expires check ((previous_secret is null) = (previous_expires_at is null))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table callback_secrets');
  }
}
