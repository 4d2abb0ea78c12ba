create or replace function token_watch_mark(account token_accounts, p_kind text) returns void language plpgsql as $$
begin
  if p_kind = 'grant' then
    if not account.low_armed and account.available >= account.low_mark then
      update token_accounts set low_armed = true where user_id = account.user_id;
    end if;
  elsif account.low_armed and account.available < account.low_mark and p_kind in ('reserve', 'expire', 'claw_back') then
    update token_accounts set low_armed = false where user_id = account.user_id;
    insert into billing_notices (id, user_id, kind, cause, facts) values (gen_random_uuid(), account.user_id, 'tokens_low',
      format('tokens_low:%s:%s', account.user_id, account.version), jsonb_build_object('available', account.available, 'mark', account.low_mark));
  end if;
end $$;
