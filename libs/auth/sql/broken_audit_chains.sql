create or replace function broken_audit_chains(
  after_chain uuid default '00000000-0000-0000-0000-000000000000', after_seq bigint default 0,
  to_chain uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff', to_seq bigint default 9223372036854775807
) returns table (chain uuid, seq bigint) language sql stable as $$
  select found.chain, min(found.seq) from (
    select l.chain, l.seq
    from audit_log l left join audit_log previous on previous.chain = l.chain and previous.seq = l.seq - 1
    where (l.chain, l.seq) > (after_chain, after_seq) and (l.chain, l.seq) <= (to_chain, to_seq)
      and l.hash <> audit_hash(l, coalesce(previous.hash, decode(repeat('00', 32), 'hex')))
    union all
    select c.chain, c.seq from audit_chains c left join audit_log l on l.chain = c.chain and l.seq = c.seq
    where (c.chain, c.seq) > (after_chain, after_seq) and (c.chain, c.seq) <= (to_chain, to_seq) and c.seq > 0 and l.hash is distinct from c.hash
  ) found group by found.chain
$$;
