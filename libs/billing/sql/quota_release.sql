create or replace function quota_release(p_quota text, p_subject uuid) returns boolean language plpgsql as $$
declare
  unit quota_units;
begin
  update quota_units set state = 'released' where quota = p_quota and subject_id = p_subject and state = 'reserved' returning * into unit;
  if not found then return false; end if;
  update quota_windows set taken = taken - 1 where user_id = unit.user_id and quota = p_quota and starts_at = unit.window_starts_at;
  return true;
end $$;
