import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Calls that platforms limit for each account: those of the last minute, and the turns of posts that wait. Posts that
 * wait are found by their reason.
 */
export class LimitPlatformCalls1790000003020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table publication_calls (
        id bigint generated always as identity primary key,
        account_id uuid not null references platform_accounts on delete cascade,
        step text not null check (step in ('open', 'observe')),
        publication_id uuid not null references publications on delete cascade,
        at timestamptz not null,
        is_made boolean not null
      )`);
    await runner.query('create index publication_calls_of_account on publication_calls (account_id, step, at)');
    await runner.query(
      'create unique index publication_calls_turn on publication_calls (publication_id, step) where not is_made',
    );
    await runner.query(`create index publications_waiting on publications (waiting_for) where status = 'waiting'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index publications_waiting');
    await runner.query('drop table publication_calls');
  }
}
