create or replace function ingest_seconds(owner uuid) returns double precision language sql stable parallel safe
return (select coalesce(sum(processor_seconds), 0) from ingest_usage where user_id = owner and slot > clock_timestamp() - interval '1 hour');
