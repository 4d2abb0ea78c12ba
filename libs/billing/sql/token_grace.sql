create or replace function token_grace(p_lines token_line[]) returns void language sql as $$
  update token_grants set ends_at = clock_timestamp() + interval '24 hours'
    where id in (select grant_id from unnest(p_lines) where bucket = 'available' and delta > 0)
      and expires_at <= clock_timestamp() and ends_at = expires_at
$$;
