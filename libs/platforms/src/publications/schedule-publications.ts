import type { EntityManager } from 'typeorm';

/** A publication that a worker is to work on. */
export interface PlannedPublication {
  id: string;
  /** Milliseconds from now. */
  delayMs: number;
  /** Priority of its job: the number of its owner's posts that are due in the minute before it, at most 1,000. */
  priority: number;
}

/** A publishing call without an answer, or an accepted one. */
export const IS_SENT = `exists (select from publication_submissions s where s.publication_id = publications.id and s.state in ('sent', 'unknown', 'accepted'))`;
/** Withdraws an approval: posts that wait for their time or for something else wait for the approval instead. */
export const UNAPPROVED = `approval = 'required', status = case when status in ('scheduled', 'waiting') then 'pending' else status end, waiting_for = null,
  due_at = case when status = 'publishing' then due_at end, deadline_at = case when status = 'publishing' then deadline_at end,
  revision = revision + 1, updated_at = clock_timestamp()`;
/** Makes it due at its time, or now if that time has passed. */
export const DUE = `due_at = greatest(clock_timestamp(), publish_at), deadline_at = greatest(clock_timestamp(), publish_at) + interval '10 seconds'`;

/** Publications that the transaction has made due, by id, in the order in which they are due. */
export function plansOf(ids: readonly string[], manager: EntityManager): Promise<PlannedPublication[]> {
  // A statement of its own: one that schedules several posts would not count them for each other.
  return manager.query<PlannedPublication[]>(
    `select id, greatest(0, extract(epoch from due_at - clock_timestamp()) * 1000)::float8 as "delayMs",
       (select count(*)::int from (
          select from publications own where own.user_id = publications.user_id and own.status = 'scheduled'
            and own.due_at > publications.due_at - interval '1 minute' and own.due_at <= publications.due_at
            and (own.due_at, own.id) < (publications.due_at, publications.id) limit 1000
        ) as before) as priority
     from publications where id = any($1) order by due_at, id`,
    [ids],
  );
}

/**
 * Publications that have their video and need no approval, or have it.
 * @param lateReason why those are late whose time has passed
 */
export async function schedulePublications(
  uploadId: string,
  lateReason: 'processing' | 'approval',
  manager: EntityManager,
): Promise<PlannedPublication[]> {
  const [rows] = await manager.query<[{ id: string }[], number]>(
    `update publications set status = 'scheduled', released_at = clock_timestamp(),
       late_reason = case when clock_timestamp() > publish_at then $2 end, ${DUE}, revision = revision + 1, updated_at = clock_timestamp()
     where upload_id = $1 and status = 'pending' and file is not null and approval <> 'required' returning id`,
    [uploadId, lateReason],
  );
  return plansOf(
    rows.map(({ id }) => id),
    manager,
  );
}
