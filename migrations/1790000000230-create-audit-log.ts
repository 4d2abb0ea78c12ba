import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAuditLog1790000000230 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // One chain for each account, and one for the operators (the nil UUID). The head shows when entries at the end are missing.
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
    await runner.query(`
      create function audit_hash(entry audit_log, previous bytea) returns bytea language sql immutable as $$
        select sha256(previous || convert_to(jsonb_build_array(
          entry.id, entry.chain, entry.seq, extract(epoch from entry.created_at), entry.actor_kind, entry.actor_id, entry.action,
          entry.target_type, entry.target_id, entry.before, entry.after, host(entry.ip), entry.request_id)::text, 'UTF8'))
      $$`);
    await runner.query(`
      create function chain_audit_entry() returns trigger language plpgsql as $$
      declare head audit_chains;
      begin
        insert into audit_chains (chain) values (new.chain) on conflict do nothing;
        select * into head from audit_chains where chain = new.chain for update;
        new.seq := head.seq + 1;
        new.created_at := clock_timestamp();
        new.hash := audit_hash(new, head.hash);
        update audit_chains set seq = new.seq, hash = new.hash where chain = new.chain;
        return new;
      end $$`);
    await runner.query(
      'create trigger audit_log_chain before insert on audit_log for each row execute function chain_audit_entry()',
    );
    // Only the erasure of a whole account takes its chain with it, and says so in its transaction.
    await runner.query(`
      create function refuse_audit_change() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and current_setting('reelway.erased_account', true) = old.chain::text then return old; end if;
        raise exception 'the audit log is insert-only' using errcode = 'insufficient_privilege';
      end $$`);
    await runner.query(
      'create trigger audit_log_is_insert_only before update or delete on audit_log for each row execute function refuse_audit_change()',
    );
    await runner.query(
      'create trigger audit_log_is_not_truncated before truncate on audit_log for each statement execute function refuse_audit_change()',
    );
    await runner.query(`
      create function broken_audit_chains() returns table (chain uuid, seq bigint) language sql stable as $$
        with checked as (
          select l.chain, l.seq, l.hash, audit_hash(l, coalesce(lag(l.hash) over w, decode(repeat('00', 32), 'hex'))) as expected,
                 l.seq - coalesce(lag(l.seq) over w, 0) as step
          from audit_log l window w as (partition by l.chain order by l.seq))
        select chain, min(seq) from checked where hash <> expected or step <> 1 group by chain
        union
        select c.chain, c.seq from audit_chains c left join audit_log l on l.chain = c.chain and l.seq = c.seq where c.seq > 0 and l.hash is distinct from c.hash
      $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function broken_audit_chains()');
    await runner.query('drop table audit_log cascade');
    await runner.query('drop function refuse_audit_change(), chain_audit_entry()');
    await runner.query('drop table audit_chains');
  }
}
