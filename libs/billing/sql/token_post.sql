create or replace function token_post(p_key text, p_user uuid, p_kind text, p_subject uuid, p_request jsonb, p_reason text, p_actor uuid, p_lines token_line[])
returns jsonb language plpgsql as $$
declare
  line token_line;
  total bigint := 0;
  change token_accounts;
  account token_accounts;
  operation token_operations;
begin
  change.available := 0;
  change.reserved := 0;
  change.debt := 0;
  foreach line in array p_lines loop
    total := total + line.delta;
    case line.bucket
      when 'available' then change.available := change.available + line.delta;
      when 'reserved' then change.reserved := change.reserved + line.delta;
      when 'debt' then change.debt := change.debt - line.delta;
      else null;
    end case;
  end loop;
  if total is distinct from 0 then
    raise exception 'the lines of % do not add up to zero', p_key using errcode = 'integrity_constraint_violation';
  end if;
  update token_accounts set available = available + change.available, reserved = reserved + change.reserved, debt = debt + change.debt, version = version + 1
    where user_id = p_user returning * into strict account;
  update token_grants g set remaining = g.remaining + t.remaining, held = g.held + t.held
    from (select grant_id, sum(delta) as remaining, coalesce(sum(delta) filter (where bucket = 'reserved'), 0) as held
            from unnest(p_lines) where bucket in ('available', 'reserved') group by grant_id) t
    where g.id = t.grant_id;
  insert into token_entries (user_id, version, line, bucket, delta, grant_id, hold_id)
    select p_user, account.version, l.line, l.bucket, l.delta, l.grant_id, l.hold_id
      from unnest(p_lines) with ordinality as l (bucket, delta, grant_id, hold_id, line) where l.delta <> 0;
  insert into token_operations (key, user_id, version, kind, subject_id, fingerprint, reason, actor_id, available, reserved, debt)
    values (p_key, p_user, account.version, p_kind, p_subject, token_fingerprint(p_request), p_reason, p_actor,
            account.available, account.reserved, account.debt) returning * into operation;
  perform token_watch_mark(account, p_kind);
  return token_answer(operation, false);
end $$;
