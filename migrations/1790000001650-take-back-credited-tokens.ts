import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyFunctions } from './sql-functions';

/** Takes back tokens of a plan in proportion to the money that was credited for the rest of its period. */
export class TakeBackCreditedTokens1790000001650 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table payments add column tokens_credited bigint not null default 0 check (tokens_credited between 0 and tokens_back)',
    );
    await applyFunctions(runner, 'billing', ['token_take_credited']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function token_take_credited');
    await runner.query('alter table payments drop column tokens_credited');
  }
}
