create or replace function quota_reserve(p_user uuid, p_quota text, p_subject uuid, p_from timestamptz, p_to timestamptz, p_limit integer)
returns jsonb language plpgsql as $$
declare
  units integer;
begin
  insert into quota_windows (user_id, quota, starts_at, ends_at, taken) values (p_user, p_quota, p_from, p_to, 0) on conflict do nothing;
  perform 1 from quota_windows where user_id = p_user and quota = p_quota and starts_at = p_from for no key update;
  if exists (select 1 from quota_units where quota = p_quota and subject_id = p_subject and state <> 'released') then
    return jsonb_build_object('outcome', 'replayed');
  end if;
  update quota_windows set taken = taken + 1 where user_id = p_user and quota = p_quota and starts_at = p_from and taken < coalesce(p_limit, 2147483647)
    returning taken into units;
  if not found then return jsonb_build_object('outcome', 'exhausted'); end if;
  insert into quota_units (quota, subject_id, user_id, window_starts_at) values (p_quota, p_subject, p_user, p_from)
    on conflict (quota, subject_id) do update set state = 'reserved', window_starts_at = p_from;
  return jsonb_build_object('outcome', 'reserved', 'taken', units);
end $$;
