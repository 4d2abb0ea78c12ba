create or replace function token_reserve_one(p_key text, p_user uuid, p_holds jsonb, p_reason text) returns jsonb language plpgsql as $$
declare
  request constant jsonb := p_holds -> 0;
  hold constant uuid := request ->> 'id';
  size constant bigint := request ->> 'amount';
  account token_accounts;
  source record;
begin
  select * into account from token_accounts where user_id = p_user for no key update;
  if not found or (account.low_armed and account.available - size < account.low_mark) then return null; end if;
  if exists (select 1 from token_operations where key = p_key) then return null; end if;
  select id, remaining - held as free, coalesce(bool_or(ends_at <= clock_timestamp()) over (), false) as ended into source
    from token_grants where user_id = p_user and open and remaining > held order by priority, ends_at nulls last, id limit 1;
  if not found or source.ended or source.free < size then return null; end if;
  account.version := account.version + 1;
  update token_accounts set available = available - size, reserved = reserved + size, version = account.version where user_id = p_user
    returning available, reserved into account.available, account.reserved;
  update token_grants set held = held + size where id = source.id;
  insert into token_holds (id, user_id, version, subject_type, subject_id, amount, api_key_id, deadline_at)
    values (hold, p_user, account.version, request ->> 'subject_type', (request ->> 'subject_id')::uuid, size, (request ->> 'api_key_id')::uuid,
      clock_timestamp() + make_interval(secs => (request ->> 'deadline_seconds')::integer));
  insert into token_entries (user_id, version, line, bucket, delta, grant_id, hold_id)
    values (p_user, account.version, 1, 'available', -size, source.id, hold), (p_user, account.version, 2, 'reserved', size, source.id, hold);
  insert into token_operations (key, user_id, version, kind, subject_id, fingerprint, reason, available, reserved, debt)
    values (p_key, p_user, account.version, 'reserve', hold, sha256(convert_to(p_holds::text, 'UTF8')), p_reason, account.available, account.reserved, account.debt);
  return jsonb_build_object('outcome', 'done', 'replayed', false, 'subject_id', hold, 'version', account.version,
    'available', account.available, 'reserved', account.reserved, 'debt', account.debt);
end $$;
