import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyFunctions } from './sql-functions';

/** `broken_audit_chains` takes a range, so that a statement reads a part of the log that fits its time limit. */
export class VerifyAuditLogInParts1790000001300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop function broken_audit_chains');
    await applyFunctions(runner, 'auth', ['broken_audit_chains']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function broken_audit_chains');
    await runner.query(BEFORE);
  }
}

const BEFORE = `
create or replace function broken_audit_chains() returns table (chain uuid, seq bigint) language sql stable as $$
  with checked as (
    select l.chain, l.seq, l.hash, audit_hash(l, coalesce(lag(l.hash) over w, decode(repeat('00', 32), 'hex'))) as expected,
           l.seq - coalesce(lag(l.seq) over w, 0) as step
    from audit_log l window w as (partition by l.chain order by l.seq))
  select chain, min(seq) from checked where hash <> expected or step <> 1 group by chain
  union
  select c.chain, c.seq from audit_chains c left join audit_log l on l.chain = c.chain and l.seq = c.seq where c.seq > 0 and l.hash is distinct from c.hash
$$`;
