create or replace function token_answer(operation token_operations, replayed boolean) returns jsonb language sql immutable as $$
  select jsonb_build_object('outcome', 'done', 'replayed', replayed, 'subject_id', operation.subject_id, 'version', operation.version,
    'available', operation.available, 'reserved', operation.reserved, 'debt', operation.debt)
$$;
