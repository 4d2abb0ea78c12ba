create or replace function render_overrun(owner uuid) returns double precision language sql stable parallel safe
return (select coalesce(sum(overrun_seconds), 0) from renders where user_id = owner and overrun_seconds is not null and finished_at > clock_timestamp() - interval '1 hour');
