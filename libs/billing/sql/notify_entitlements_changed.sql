create or replace function notify_entitlements_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('entitlements_changed', (case when tg_op = 'DELETE' then old.user_id else new.user_id end)::text);
  return null;
end $$;
