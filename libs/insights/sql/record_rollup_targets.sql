create or replace function record_rollup_targets() returns trigger language plpgsql as $$
begin
  insert into rollup_changes (user_id, kind, day)
    select distinct user_id, 'uploads', (created_at at time zone 'UTC')::date from insights_uploads where id in (select upload_id from changed);
  return null;
end $$;
