create or replace function token_reserve(p_key text, p_user uuid, p_holds jsonb, p_reason text) returns jsonb language plpgsql as $$
declare
  answer jsonb := case when jsonb_array_length(p_holds) = 1 then token_reserve_one(p_key, p_user, p_holds, p_reason) end;
  account token_accounts;
  needed numeric;
  lines token_line[];
begin
  if answer is null then answer := token_begin(p_key, p_user, p_holds); end if;
  if answer is not null then return answer; end if;
  select * into account from token_accounts where user_id = p_user;
  select sum((hold ->> 'amount')::bigint) into needed from jsonb_array_elements(p_holds) hold;
  if coalesce(account.available, 0) < needed then
    return jsonb_build_object('outcome', 'insufficient', 'needed', needed, 'available', coalesce(account.available, 0), 'debt', coalesce(account.debt, 0));
  end if;
  insert into token_holds (id, user_id, version, subject_type, subject_id, amount, api_key_id, deadline_at)
    select id, p_user, account.version + 1, subject_type, subject_id, amount, api_key_id, clock_timestamp() + make_interval(secs => deadline_seconds)
      from jsonb_to_recordset(p_holds) as hold (id uuid, subject_type text, subject_id uuid, amount bigint, api_key_id uuid, deadline_seconds integer);
  with holds as (
    select (hold ->> 'id')::uuid as id, (hold ->> 'amount')::bigint as size, sum((hold ->> 'amount')::bigint) over (order by n)::bigint as upto
      from jsonb_array_elements(p_holds) with ordinality as h (hold, n)
  ), grants as (
    select id, remaining - held as size, sum(remaining - held) over (order by priority, ends_at nulls last, id)::bigint as upto
      from token_grants where user_id = p_user and open and remaining > held
  ), takes as (
    select h.id as hold_id, g.id as grant_id, h.upto, g.upto as g_upto, token_overlap(h.upto - h.size, h.upto, g.upto - g.size, g.upto) as amount
      from holds h join grants g on g.upto - g.size < h.upto and h.upto - h.size < g.upto
  )
  select array_agg((bucket, delta, grant_id, hold_id)::token_line order by upto, g_upto, bucket) into lines
    from takes cross join lateral (values ('available', -amount), ('reserved', amount)) as line (bucket, delta);
  return token_post(p_key, p_user, 'reserve', case jsonb_array_length(p_holds) when 1 then (p_holds -> 0 ->> 'id')::uuid end, p_holds, p_reason, null, lines);
end $$;
