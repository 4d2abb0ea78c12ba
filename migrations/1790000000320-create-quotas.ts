import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyFunctions } from './sql-functions';

/** Units taken in each window, and what each unit was taken for, so that it is taken and given back once. */
export class CreateQuotas1790000000320 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table quota_windows (
        user_id uuid not null references users,
        quota text not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null check (ends_at > starts_at),
        taken integer not null constraint quota_windows_taken check (taken >= 0),
        primary key (user_id, quota, starts_at)
      ) with (fillfactor = 70)`);
    await runner.query(`
      create table quota_units (
        quota text not null,
        subject_id uuid not null,
        user_id uuid not null,
        window_starts_at timestamptz not null,
        state text not null default 'reserved' check (state in ('reserved', 'used', 'released')),
        created_at timestamptz not null default now(),
        primary key (quota, subject_id)
      )`);
    await applyFunctions(runner, 'billing', ['quota_reserve', 'quota_release']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function quota_reserve, quota_release');
    await runner.query('drop table quota_units, quota_windows');
  }
}
