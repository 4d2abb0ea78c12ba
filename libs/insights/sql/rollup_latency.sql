create or replace function rollup_latency(seconds double precision) returns double precision language sql immutable as $$
  -- Three significant digits, so that a day has few different values.
  select case when seconds <= 0 then 0 else round(seconds / 10 ^ (floor(log(seconds)) - 2)) * 10 ^ (floor(log(seconds)) - 2) end
$$;
