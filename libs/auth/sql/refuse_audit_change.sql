create or replace function refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('reelway.erased_account', true) = old.chain::text then return old; end if;
  raise exception 'the audit log is insert-only' using errcode = 'insufficient_privilege';
end $$;
