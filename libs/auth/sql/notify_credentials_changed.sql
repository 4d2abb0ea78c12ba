create or replace function notify_credentials_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('credentials_changed', to_jsonb(case when tg_op = 'DELETE' then old else new end) ->> tg_argv[0]);
  return null;
end $$;
