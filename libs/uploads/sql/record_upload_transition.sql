create or replace function record_upload_transition() returns trigger language plpgsql as $$
declare
  before text := case when tg_op = 'UPDATE' then old.status end;
begin
  if coalesce(before, '') || '>' || new.status <> all (array[
    '>pending',
    'pending>queued', 'pending>cancelled',
    'queued>processing', 'queued>failed', 'queued>cancelled',
    'processing>ready', 'processing>failed', 'processing>cancelled',
    'ready>awaiting_approval', 'ready>staged', 'ready>publishing', 'ready>completed', 'ready>partial', 'ready>failed', 'ready>cancelled',
    'awaiting_approval>staged', 'awaiting_approval>publishing',
    'awaiting_approval>completed', 'awaiting_approval>partial', 'awaiting_approval>failed', 'awaiting_approval>cancelled',
    'staged>awaiting_approval', 'staged>publishing', 'staged>completed', 'staged>partial', 'staged>failed', 'staged>cancelled',
    'publishing>awaiting_approval', 'publishing>completed', 'publishing>partial', 'publishing>failed', 'publishing>cancelled',
    'completed>queued', 'partial>queued', 'failed>queued'
  ]) then
    raise exception 'an upload cannot go from % to %', coalesce(before, 'nothing'), new.status
      using errcode = 'check_violation', constraint = 'uploads_transition';
  end if;
  insert into upload_events (upload_id, from_status, to_status, reason)
    values (new.id, before, new.status, case new.status when 'failed' then new.error ->> 'code' when 'cancelled' then new.cancel_reason end);
  return null;
end $$;
