import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyFunctions } from './sql-functions';

export class CreateAuditLog1790000000160 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // One chain for each account and one for the operators (the nil UUID). Its row shows when the newest entries are missing.
    await runner.query(`
      create table audit_chains (
        chain uuid primary key,
        seq bigint not null default 0 check (seq >= 0),
        hash bytea not null default decode(repeat('00', 32), 'hex') check (octet_length(hash) = 32)
      )`);
    await runner.query(`
      create table audit_log (
        id uuid primary key,
        chain uuid not null references audit_chains on delete cascade,
        seq bigint not null check (seq > 0),
        created_at timestamptz not null,
        actor_kind text not null check (actor_kind in ('user', 'api_key', 'machine', 'system')),
        actor_id uuid,
        action text not null check (action ~ '^[a-z_]+[.][a-z_]+$'),
        target_type text not null check (target_type ~ '^[a-z_]+$'),
        target_id uuid,
        before jsonb,
        after jsonb,
        ip inet,
        request_id text check (length(request_id) <= 64),
        hash bytea not null check (octet_length(hash) = 32),
        unique (chain, seq),
        check ((actor_id is null) = (actor_kind in ('machine', 'system')))
      )`);
    await runner.query('create index audit_log_newest on audit_log (created_at desc, id desc)');
    await runner.query('create index audit_log_of_target on audit_log (target_id, created_at desc)');
    await runner.query('create index audit_log_of_actor on audit_log (actor_id, created_at desc)');
    await applyFunctions(runner, 'auth', FUNCTIONS);
    await runner.query(`
      create trigger audit_log_chain before insert on audit_log for each row execute function chain_audit_entry()`);
    await runner.query(`
      create trigger audit_log_is_insert_only before update or delete on audit_log
      for each row execute function refuse_audit_change()`);
    await runner.query(`
      create trigger audit_log_is_not_truncated before truncate on audit_log
      for each statement execute function refuse_audit_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function broken_audit_chains, audit_hash');
    await runner.query('drop table audit_log, audit_chains');
    await runner.query('drop function refuse_audit_change, chain_audit_entry');
  }
}

const FUNCTIONS = ['audit_hash', 'chain_audit_entry', 'refuse_audit_change', 'broken_audit_chains'];
