import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Until when calls for an account are spaced, because the platform reports that almost all of them are used up, and until
 * when the platform refuses all of them.
 */
export class SlowCallsOfAccounts1790000003320 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table platform_accounts add calls_slowed_until timestamptz, add calls_paused_until timestamptz',
    );
    await runner.query(`alter table publication_calls drop constraint publication_calls_step_check,
      add constraint publication_calls_step_check check (step in ('open', 'transfer', 'observe'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from publication_calls where step = 'transfer'`);
    await runner.query(`alter table publication_calls drop constraint publication_calls_step_check,
      add constraint publication_calls_step_check check (step in ('open', 'observe'))`);
    await runner.query('alter table platform_accounts drop column calls_slowed_until, drop column calls_paused_until');
  }
}
