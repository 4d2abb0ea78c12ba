create or replace function record_rollup_change() returns trigger language plpgsql as $$
begin
  insert into rollup_changes (user_id, kind, day)
    select distinct user_id, tg_argv[0], (at at time zone 'UTC')::date
      from (values (old.user_id, old.created_at), (old.user_id, old.finished_at), (new.user_id, new.created_at), (new.user_id, new.finished_at)) as moments (user_id, at)
      where at is not null;
  return null;
end $$;
