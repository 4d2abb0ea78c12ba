import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateOutbox1790000000210 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Rows live for milliseconds, so vacuum runs by their number and not by their share of a table that is mostly empty.
    await runner.query(`
      create table outbox (
        id bigint generated always as identity primary key,
        queue text not null check (queue ~ '^[a-z0-9-]+$'),
        name text not null check (name ~ '^[a-z0-9_]+[.][a-z0-9_]+$'),
        job_id text not null
          check (length(job_id) between 1 and 200 and job_id !~ '[:[:space:]]' and job_id !~ '^-?[0-9]+$'),
        payload jsonb not null check (jsonb_typeof(payload) = 'object'),
        priority integer check (priority between 1 and 2097152),
        request_id text not null check (request_id ~ '^[A-Za-z0-9-]{8,64}$'),
        due_at timestamptz not null,
        created_at timestamptz not null default clock_timestamp()
      ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
        autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 10000)`);
    await runner.query('create index outbox_due on outbox (due_at, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table outbox');
  }
}
