import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePayments1790000000330 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create sequence billing_sync_numbers');
    // sync_number: number of the newest synchronisation that was written; one that began earlier is dropped.
    await runner.query(`
      create table billing_customers (
        user_id uuid primary key references users,
        customer_id text not null unique,
        checkout_round integer not null default 1,
        had_trial boolean not null default false,
        purchases_frozen boolean not null default false,
        sync_number bigint not null default 0,
        synced_at timestamptz,
        created_at timestamptz not null default now()
      )`);
    // reference: checkout session of a pack, invoice of a period. amount_back and tokens_back: refunded or disputed.
    await runner.query(`
      create table payments (
        reference text primary key,
        user_id uuid not null references users,
        kind text not null check (kind in ('pack', 'period')),
        lookup_key text not null,
        quantity integer not null check (quantity > 0),
        amount bigint not null check (amount >= 0),
        amount_back bigint not null default 0 check (amount_back between 0 and amount),
        currency text not null check (currency ~ '^[a-z]{3}$'),
        tokens bigint not null check (tokens > 0),
        tokens_back bigint not null default 0 check (tokens_back between 0 and tokens),
        grant_id uuid not null unique references token_grants,
        paid_at timestamptz not null
      )`);
    await runner.query('create index payments_of_user on payments (user_id, paid_at desc)');
    // Old events keep their id and outcome and lose their payload.
    await runner.query(`
      create table payment_events (
        id text primary key,
        type text not null,
        payload jsonb,
        created_at timestamptz not null,
        received_at timestamptz not null default now(),
        processed_at timestamptz,
        attempts integer not null default 0,
        last_error text
      )`);
    await runner.query('create index payment_events_open on payment_events (received_at) where processed_at is null');
    await runner.query(
      'create index payment_events_with_payload on payment_events (processed_at) where payload is not null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table payment_events, payments, billing_customers');
    await runner.query('drop sequence billing_sync_numbers');
  }
}
