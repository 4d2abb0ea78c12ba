create or replace function audit_hash(entry audit_log, previous bytea) returns bytea language sql immutable as $$
  select sha256(previous || convert_to(jsonb_build_array(
    entry.id, entry.chain, entry.seq, extract(epoch from entry.created_at), entry.actor_kind, entry.actor_id, entry.action,
    entry.target_type, entry.target_id, entry.before, entry.after, host(entry.ip), entry.request_id)::text, 'UTF8'))
$$;
