import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyFunctions } from './sql-functions';

/** A reservation for transactions whose statements are sent together: it ends them when it is refused. */
export class RefuseATransactionWithoutTokens1790000004117 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await applyFunctions(runner, 'billing', ['token_reserve_or_refuse']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function token_reserve_or_refuse(text, uuid, jsonb, text)');
  }
}
