create or replace function token_overlap(a_from bigint, a_to bigint, b_from bigint, b_to bigint) returns bigint language sql immutable as $$
  select greatest(0, least(a_to, b_to) - greatest(a_from, b_from))
$$;
