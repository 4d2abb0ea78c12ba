create or replace function token_begin(p_key text, p_user uuid, p_request jsonb) returns jsonb language plpgsql as $$
declare
  known token_operations;
begin
  perform 1 from token_accounts where user_id = p_user for no key update;
  select * into known from token_operations where key = p_key;
  if not found then
    perform token_expire_due(p_user);
    return null;
  end if;
  if known.user_id <> p_user or known.fingerprint <> token_fingerprint(p_request) then
    return jsonb_build_object('outcome', 'key_reused');
  end if;
  return token_answer(known, true);
end $$;
