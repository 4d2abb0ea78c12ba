create or replace function token_reserve_or_refuse(p_key text, p_user uuid, p_holds jsonb, p_reason text) returns jsonb language plpgsql as $$
declare
  answer constant jsonb := token_reserve(p_key, p_user, p_holds, p_reason);
begin
  if answer ->> 'outcome' = 'done' then return answer; end if;
  raise exception 'the tokens were not reserved' using errcode = 'TK001', detail = answer::text;
end $$;
