create or replace function broken_audit_chains() returns table (chain uuid, seq bigint) language sql stable as $$
  with checked as (
    select l.chain, l.seq, l.hash, audit_hash(l, coalesce(lag(l.hash) over w, decode(repeat('00', 32), 'hex'))) as expected,
           l.seq - coalesce(lag(l.seq) over w, 0) as step
    from audit_log l window w as (partition by l.chain order by l.seq))
  select chain, min(seq) from checked where hash <> expected or step <> 1 group by chain
  union
  select c.chain, c.seq from audit_chains c left join audit_log l on l.chain = c.chain and l.seq = c.seq where c.seq > 0 and l.hash is distinct from c.hash
$$;
