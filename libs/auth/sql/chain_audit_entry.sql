create or replace function chain_audit_entry() returns trigger language plpgsql as $$
declare head audit_chains;
begin
  insert into audit_chains (chain) values (new.chain) on conflict do nothing;
  select * into head from audit_chains where chain = new.chain for update;
  new.seq := head.seq + 1;
  new.created_at := clock_timestamp();
  new.hash := audit_hash(new, head.hash);
  update audit_chains set seq = new.seq, hash = new.hash where chain = new.chain;
  return new;
end $$;
