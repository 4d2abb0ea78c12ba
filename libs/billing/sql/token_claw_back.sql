create or replace function token_claw_back(p_key text, p_grant uuid, p_total bigint, p_reason text, p_actor uuid) returns jsonb language plpgsql as $$
declare
  request jsonb := jsonb_build_object('grant', p_grant, 'total', p_total);
  target token_grants;
  answer jsonb;
  change bigint;
  unused bigint;
  expired bigint;
  from_expired bigint;
  repaid bigint;
  lines token_line[];
begin
  select * into target from token_grants where id = p_grant;
  if not found then return jsonb_build_object('outcome', 'grant_unknown'); end if;
  answer := token_begin(p_key, target.user_id, request);
  if answer is not null then return answer; end if;
  if p_total not between 0 and target.amount then return jsonb_build_object('outcome', 'above_grant', 'amount', target.amount); end if;
  select p_total - clawed_back into change from token_grants where id = p_grant;
  update token_grants set clawed_back = p_total where id = p_grant;
  -- Tokens that expired unused are gone already: they count first, and what came from them goes back to them last.
  select coalesce(sum(e.delta), 0), coalesce(-sum(e.delta) filter (where o.kind = 'claw_back'), 0) into expired, from_expired
    from token_entries e join token_operations o using (user_id, version)
    where e.user_id = target.user_id and e.grant_id = p_grant and e.bucket = 'expired';
  unused := case when change > 0 then least(change, expired) else least(p_total - from_expired, 0) end;
  change := change - unused;
  select least(debt, -least(change, 0)) into repaid from token_accounts where user_id = target.user_id;
  with takes as (
    select id, n, token_overlap(upto - size, upto, 0, greatest(change, 0)) as amount from (
      select id, remaining - held as size, row_number() over taking as n, sum(remaining - held) over taking::bigint as upto from token_grants
        where user_id = target.user_id and open and remaining > held
        window taking as (order by (id = p_grant) desc, priority, ends_at nulls last, id)) free
  )
  select array[('clawed_back', change + unused, p_grant, null), ('expired', -unused, p_grant, null),
      ('available', -least(change, 0) - repaid, p_grant, null),
      ('debt', repaid - greatest(change, 0) + coalesce(sum(amount), 0)::bigint, p_grant, null)]::token_line[]
    || coalesce(array_agg(('available', -amount, id, null)::token_line order by n), '{}') into lines from takes;
  answer := token_post(p_key, target.user_id, 'claw_back', p_grant, request, p_reason, p_actor, lines);
  perform token_grace(lines);
  return answer;
end $$;
