import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyFunctions } from './sql-functions';

/** Figures of busy days, counted once, and the days on which rows have changed since. */
export class CreateRollups1790000002642 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const kind = `text not null check (kind in ('renders', 'uploads'))`;
    // Every change adds a row, in its own transaction: a shared row would make the transactions of an account wait for each other.
    await runner.query(`
      create table rollup_changes (
        id bigint generated always as identity primary key,
        user_id uuid not null,
        kind ${kind},
        day date not null,
        created_at timestamptz not null default now()
      )`);
    await runner.query('create index rollup_changes_of_day on rollup_changes (user_id, kind, day)');
    await runner.query(`
      create table rollup_days (
        user_id uuid not null,
        kind ${kind},
        day date not null,
        rolled_at timestamptz not null default clock_timestamp(),
        primary key (user_id, kind, day)
      )`);
    await runner.query(`
      create table rollup_facts (
        user_id uuid not null,
        kind text not null,
        day date not null,
        metric text not null check (metric ~ '^[a-z_]{1,40}$'),
        key text not null,
        marks double precision[] not null check (cardinality(marks) > 0),
        amounts double precision[] not null,
        primary key (user_id, kind, day, metric, key),
        foreign key (user_id, kind, day) references rollup_days on delete cascade,
        check (cardinality(amounts) = cardinality(marks))
      )`);
    await applyFunctions(runner, 'insights', ['rollup_latency', 'record_rollup_change', 'record_rollup_targets']);
    for (const table of ['renders', 'uploads']) await this.watch(runner, table);
    for (const [event, rows] of [
      ['insert', 'new'],
      ['delete', 'old'],
    ])
      await runner.query(`
        create trigger upload_targets_${event}_counted after ${event} on upload_targets referencing ${rows} table as changed
        for each statement execute function record_rollup_targets()`);
    // What exists already is counted like anything that has changed.
    for (const table of ['renders', 'uploads'])
      for (const column of ['created_at', 'finished_at'])
        await runner.query(`
          insert into rollup_changes (user_id, kind, day)
            select distinct user_id, '${table}', (${column} at time zone 'UTC')::date from ${table} where ${column} is not null`);
  }

  private async watch(runner: QueryRunner, table: string): Promise<void> {
    const counted = (row: string) =>
      `${row}.status, ${row}.created_at, ${row}.finished_at, ${row}.error::text${table === 'renders' ? `, ${row}.seconds` : ''}`;
    await runner.query(`
      create trigger ${table}_added_counted after insert or delete on ${table}
      for each row execute function record_rollup_change('${table}')`);
    await runner.query(`
      create trigger ${table}_changed_counted after update on ${table}
      for each row when ((${counted('old')}) is distinct from (${counted('new')})) execute function record_rollup_change('${table}')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger upload_targets_insert_counted on upload_targets');
    await runner.query('drop trigger upload_targets_delete_counted on upload_targets');
    for (const table of ['renders', 'uploads']) {
      await runner.query(`drop trigger ${table}_added_counted on ${table}`);
      await runner.query(`drop trigger ${table}_changed_counted on ${table}`);
    }
    await runner.query('drop function record_rollup_targets, record_rollup_change, rollup_latency');
    await runner.query('drop table rollup_facts, rollup_days, rollup_changes');
  }
}
