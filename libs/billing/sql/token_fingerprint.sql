create or replace function token_fingerprint(request jsonb) returns bytea language sql immutable as $$
  select sha256(convert_to(request::text, 'UTF8'))
$$;
