create or replace function record_rollup_readings() returns trigger language plpgsql as $$
begin
  insert into rollup_changes (user_id, kind, day) select distinct user_id, 'posts', (fetched_at at time zone 'UTC')::date from changed;
  return null;
end $$;
