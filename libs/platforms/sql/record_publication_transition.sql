create or replace function record_publication_transition() returns trigger language plpgsql as $$
declare
  before text := case when tg_op = 'UPDATE' then old.status end;
begin
  if coalesce(before, '') || '>' || new.status <> all (array[
    '>pending',
    'pending>scheduled', 'pending>failed', 'pending>cancelled',
    'scheduled>pending', 'scheduled>publishing', 'scheduled>failed', 'scheduled>cancelled',
    'waiting>pending', 'waiting>publishing', 'waiting>scheduled', 'waiting>failed', 'waiting>cancelled',
    'publishing>pending', 'publishing>waiting', 'publishing>scheduled', 'publishing>unknown', 'publishing>published', 'publishing>failed', 'publishing>cancelled',
    'unknown>publishing', 'unknown>published',
    'published>waiting', 'published>verified', 'published>failed',
    'failed>pending', 'failed>scheduled'
  ]) then
    raise exception 'a publication cannot go from % to %', coalesce(before, 'nothing'), new.status
      using errcode = 'check_violation', constraint = 'publications_transition';
  end if;
  insert into publication_events (publication_id, step, outcome, from_status, failure_class, epoch)
    values (new.id, 'status', new.status, before,
      case new.status when 'failed' then new.fault ->> 'class' when 'waiting' then new.waiting_for end, new.lease_epoch);
  return null;
end $$;
