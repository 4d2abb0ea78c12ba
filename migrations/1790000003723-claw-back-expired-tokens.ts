import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyFunctions } from './sql-functions';

/** Counts tokens that expired unused towards what a refund or credit takes back. */
export class ClawBackExpiredTokens1790000003723 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await applyFunctions(runner, 'billing', ['token_claw_back', 'token_take_credited']);
  }

  async down(): Promise<void> {
    // The functions keep their current text: their arguments and results are the same.
  }
}
