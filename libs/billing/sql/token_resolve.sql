create or replace function token_resolve(p_key text, p_hold uuid, p_spent bigint, p_reason text) returns jsonb language plpgsql as $$
declare
  request jsonb := jsonb_build_object('hold', p_hold, 'spent', p_spent);
  hold token_holds;
  answer jsonb;
  repaid bigint;
  lines token_line[];
begin
  select * into hold from token_holds where id = p_hold;
  if not found then return jsonb_build_object('outcome', 'hold_unknown'); end if;
  answer := token_begin(p_key, hold.user_id, request);
  if answer is not null then return answer; end if;
  if p_spent > hold.amount then return jsonb_build_object('outcome', 'above_hold', 'amount', hold.amount); end if;
  update token_holds set state = case when p_spent > 0 then 'settled' else 'released' end, settled_amount = p_spent, resolved_at = clock_timestamp()
    where id = p_hold and state = 'pending';
  if not found then
    return (select jsonb_build_object('outcome', 'hold_resolved', 'state', state, 'amount', settled_amount) from token_holds where id = p_hold);
  end if;
  select least(debt, hold.amount - p_spent) into repaid from token_accounts where user_id = hold.user_id;
  with takes as (
    select line, grant_id, delta as size, sum(delta) over (order by line)::bigint as upto
      from token_entries where user_id = hold.user_id and version = hold.version and hold_id = p_hold and bucket = 'reserved'
  )
  select array_agg((part.bucket, part.delta, grant_id, p_hold)::token_line order by line, n) into lines from takes cross join lateral (values
    (1, 'reserved', -size),
    (2, 'spent', token_overlap(upto - size, upto, 0, p_spent)),
    (3, 'debt', token_overlap(upto - size, upto, p_spent, p_spent + repaid)),
    (4, 'available', token_overlap(upto - size, upto, p_spent + repaid, hold.amount))) as part (n, bucket, delta);
  answer := token_post(p_key, hold.user_id, case when p_spent > 0 then 'settle' else 'release' end, p_hold, request, p_reason, null, lines);
  perform token_grace(lines);
  return answer;
end $$;
