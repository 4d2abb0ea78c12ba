import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An address that an account gave up stays reserved while its change can be undone: see UsersRepository. */
export class ReserveAddresses1790000002410 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index account_tokens_reserved on account_tokens (email) where purpose = 'email_change_undo'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index account_tokens_reserved');
  }
}
