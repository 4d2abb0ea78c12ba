create or replace function token_grant(p_key text, p_user uuid, p_grant uuid, p_amount bigint, p_source text, p_priority smallint, p_expires timestamptz,
  p_reference text, p_reason text, p_actor uuid) returns jsonb language plpgsql as $$
declare
  request jsonb := jsonb_build_object('amount', p_amount, 'source', p_source, 'expires', extract(epoch from p_expires), 'reference', p_reference);
  answer jsonb;
  repaid bigint;
begin
  insert into token_accounts (user_id) values (p_user) on conflict do nothing;
  answer := token_begin(p_key, p_user, request);
  if answer is not null then return answer; end if;
  insert into token_grants (id, user_id, source, priority, amount, reference, expires_at, ends_at)
    values (p_grant, p_user, p_source, p_priority, p_amount, p_reference, p_expires, p_expires);
  select least(debt, p_amount) into repaid from token_accounts where user_id = p_user;
  return token_post(p_key, p_user, 'grant', p_grant, request, p_reason, p_actor, array[('granted', -p_amount, p_grant, null),
    ('debt', repaid, p_grant, null), ('available', p_amount - repaid, p_grant, null)]::token_line[]);
end $$;
