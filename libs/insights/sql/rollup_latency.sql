create or replace function rollup_latency(seconds double precision) returns double precision language sql immutable as $$
  -- The middle of a range whose ends differ by 4 %, so that a day has few different values and none is off by more than 2 %.
  select case when seconds <= 0 then 0 else 1.04::float8 ^ (floor(ln(seconds) / ln(1.04::float8)) + 0.5) end
$$;
