create or replace function token_expire(p_user uuid) returns integer language plpgsql as $$
begin
  perform 1 from token_accounts where user_id = p_user for no key update;
  return token_expire_due(p_user);
end $$;
