import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happened in accounts, for every channel that reports it: see AccountEventsRepository. */
export class CreateAccountEvents1790000002650 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Without a foreign key to users: recording an event would lock the row of its owner until the transaction ends.
    await runner.query(`
      create table account_events (
        id uuid primary key,
        owner_id uuid not null,
        type text not null,
        data jsonb not null,
        created_at timestamptz not null,
        position bigint,
        constraint account_events_type check (type ~ '^[a-z]+[.][a-z_]+$')
      )`);
    await runner.query('create sequence account_event_positions owned by account_events.position');
    await runner.query('create index account_events_order on account_events (owner_id, position)');
    await runner.query(
      'create index account_events_unordered on account_events (owner_id, created_at) where position is null',
    );
    await runner.query('create index account_events_age on account_events (created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table account_events');
  }
}
