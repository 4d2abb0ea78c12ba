create or replace function token_take_credited(p_key text, p_grant uuid, p_total bigint, p_reason text) returns bigint language plpgsql as $$
declare
  target token_grants;
  expired bigint;
  reachable bigint;
  total bigint;
begin
  select * into target from token_grants where id = p_grant;
  if not found then return null; end if;
  perform 1 from token_accounts where user_id = target.user_id for no key update;
  perform token_expire_due(target.user_id);
  select * into target from token_grants where id = p_grant;
  select coalesce(sum(delta), 0) into expired from token_entries where user_id = target.user_id and grant_id = p_grant and bucket = 'expired';
  select coalesce(sum(remaining - held), 0) into reachable from token_grants
    where user_id = target.user_id and open and (id = p_grant or source = 'subscription');
  total := greatest(target.clawed_back, least(p_total, target.amount, target.clawed_back + expired + reachable));
  if total > target.clawed_back then perform token_claw_back(p_key, p_grant, total, p_reason, null); end if;
  return total;
end $$;
