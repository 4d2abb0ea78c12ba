import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyFunctions } from './sql-functions';

/** Amounts are whole micro-tokens and stay within what JSON and JavaScript represent exactly. */
const LARGEST_AMOUNT = '9007199254740991';

/**
 * The functions are the only code that writes the ledger. Every operation locks the account first (one account a transaction), replays
 * a known key, books expired grants, decides, and posts balanced lines. It answers JSON with an `outcome`; a refusal writes nothing.
 */
export class CreateTokenLedger1790000000300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.createBalances(runner);
    await this.createJournal(runner);
    await runner.query('create type token_line as (bucket text, delta bigint, grant_id uuid, hold_id uuid)');
    await applyFunctions(runner, 'billing', FUNCTIONS);
    for (const table of ['token_operations', 'token_entries'])
      await runner.query(`
        create trigger ${table}_append_only before update or delete or truncate on ${table}
        for each statement execute function refuse_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function ${FUNCTIONS.filter((name) => name !== 'refuse_change').join(', ')}`);
    await runner.query('drop type token_line');
    await runner.query('drop table token_entries, token_operations, token_holds, token_grants, token_accounts');
    await runner.query('drop function refuse_change');
  }

  private async createBalances(runner: QueryRunner): Promise<void> {
    // The balance of one user caches the journal; its row lock puts the operations of the user in order.
    // low_armed: the next fall below low_mark makes a notice; a grant that lifts the balance above the mark sets it again.
    await runner.query(`
      create table token_accounts (
        user_id uuid primary key references users,
        available bigint not null default 0 constraint token_accounts_available check (available >= 0),
        reserved bigint not null default 0 constraint token_accounts_reserved check (reserved >= 0),
        debt bigint not null default 0 constraint token_accounts_debt check (debt between 0 and ${LARGEST_AMOUNT}),
        version bigint not null default 0,
        low_mark bigint not null default 5000000 constraint token_accounts_low_mark check (low_mark >= 0),
        low_armed boolean not null default true,
        created_at timestamptz not null default now(),
        constraint token_accounts_exact check (available + reserved <= ${LARGEST_AMOUNT}),
        constraint token_accounts_debt_first check (debt = 0 or available = 0)
      ) with (fillfactor = 70)`);
    // remaining includes held. ends_at is expires_at, or up to a day later for tokens that came back after it.
    await runner.query(`
      create table token_grants (
        id uuid primary key,
        user_id uuid not null references token_accounts,
        source text not null check (source in ('purchase', 'subscription', 'welcome', 'admin')),
        priority smallint not null,
        amount bigint not null check (amount between 1 and ${LARGEST_AMOUNT}),
        remaining bigint not null default 0,
        held bigint not null default 0 check (held >= 0),
        clawed_back bigint not null default 0
          constraint token_grants_clawed_back check (clawed_back between 0 and amount),
        reference text,
        expires_at timestamptz,
        ends_at timestamptz,
        created_at timestamptz not null default now(),
        open boolean not null generated always as (remaining > 0) stored,
        constraint token_grants_held check (held <= remaining),
        check ((expires_at is null) = (ends_at is null) and ends_at >= expires_at)
      ) with (fillfactor = 70)`);
    await runner.query('create index token_grants_open on token_grants (user_id) where open');
    await runner.query('create index token_grants_ending on token_grants (ends_at) where open');
    await runner.query('create index token_grants_reference on token_grants (reference) where reference is not null');
    // No foreign key to the account: its check would lock the row that every operation of the user updates.
    await runner.query(`
      create table token_holds (
        id uuid primary key,
        user_id uuid not null,
        version bigint not null,
        subject_type text not null check (subject_type ~ '^[a-z_]+$'),
        subject_id uuid not null,
        api_key_id uuid,
        amount bigint not null check (amount between 1 and ${LARGEST_AMOUNT}),
        state text not null default 'pending' check (state in ('pending', 'settled', 'released')),
        settled_amount bigint constraint token_holds_settled_amount check (settled_amount between 0 and amount),
        deadline_at timestamptz not null,
        created_at timestamptz not null default now(),
        resolved_at timestamptz,
        constraint token_holds_resolution check ((state = 'pending') = (resolved_at is null)
          and (state = 'pending') = (settled_amount is null) and (state = 'settled') = coalesce(settled_amount > 0, false))
      )`);
    await runner.query(`
      create unique index token_holds_one_pending on token_holds (subject_type, subject_id) where state = 'pending'`);
  }

  private async createJournal(runner: QueryRunner): Promise<void> {
    // One row an operation, numbered without gaps per user, with the balance after it; its postings are token_entries.
    await runner.query(`
      create table token_operations (
        key text primary key check (length(key) between 1 and 255),
        user_id uuid not null,
        version bigint not null,
        kind text not null check (kind in ('grant', 'reserve', 'settle', 'release', 'expire', 'claw_back')),
        subject_id uuid,
        fingerprint bytea not null,
        reason text not null check (length(reason) between 1 and 500),
        actor_id uuid,
        available bigint not null,
        reserved bigint not null,
        debt bigint not null,
        created_at timestamptz not null default clock_timestamp(),
        constraint token_operations_sequence unique (user_id, version)
      )`);
    // The deltas of one operation add up to zero. Buckets that stand for the outside world and for debt run negative.
    await runner.query(`
      create table token_entries (
        user_id uuid not null,
        version bigint not null,
        line smallint not null,
        bucket text not null
          check (bucket in ('granted', 'available', 'reserved', 'spent', 'expired', 'clawed_back', 'debt')),
        delta bigint not null check (delta <> 0),
        grant_id uuid not null,
        hold_id uuid,
        primary key (user_id, version, line)
      )`);
  }
}

const FUNCTIONS = [
  'refuse_change',
  'token_overlap',
  'token_fingerprint',
  'token_answer',
  'token_watch_mark',
  'token_post',
  'token_grace',
  'token_expire_due',
  'token_begin',
  'token_expire',
  'token_grant',
  'token_reserve_one',
  'token_reserve',
  'token_resolve',
  'token_claw_back',
];
