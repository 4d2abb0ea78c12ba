create or replace function token_expire_due(p_user uuid) returns integer language plpgsql as $$
declare
  due record;
  expired integer := 0;
begin
  for due in select id, remaining - held as free from token_grants
      where user_id = p_user and open and remaining > held and ends_at <= clock_timestamp() order by id loop
    perform token_post(format('grant:%s:expire:%s', due.id, gen_random_uuid()), p_user, 'expire', due.id, '{}', 'the grant has expired', null,
      array[('available', -due.free, due.id, null), ('expired', due.free, due.id, null)]::token_line[]);
    expired := expired + 1;
  end loop;
  return expired;
end $$;
