import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CountedKind } from './counted-days';
import { renditionsOf, succeededAtOnce } from './quality';

interface CountedDay {
  user_id: string;
  kind: string;
  day: string;
}

/** Days with fewer rows are counted from the rows themselves each time, which is as fast. */
const BUSY_ROWS = 100;
/** Maximum number of changed days per run, and of days with many rows among them. */
const DAYS_A_RUN = 1_000;
const BUSY_DAYS_A_RUN = 20;
/** Key of the advisory lock: any number that nothing else uses. */
const LOCK = 1_790_000_002_642;

const sizeOf = (kind: string) => `
  select count(*) from ((select 1 from insights_${kind} where user_id = due.user_id and created_at >= starts and created_at < ends limit $2::int + 1)
    union all (select 1 from insights_${kind} where user_id = due.user_id and finished_at >= starts and finished_at < ends limit $2::int + 1)) found`;

const readingsOf = `
  select count(*) from (select 1 from insights_post_gains where user_id = due.user_id and fetched_at >= starts and fetched_at < ends limit $2::int + 1) found`;

// Days with many rows stay in the queue when a run already has enough of them.
const TAKE = `
  with due as (
    select user_id, kind, day, min(id) as first, day::timestamp at time zone 'UTC' as starts, (day + 1)::timestamp at time zone 'UTC' as ends
      from rollup_changes where created_at <= now() - $1::float8 * interval '1 second'
      group by user_id, kind, day order by min(id) limit ${DAYS_A_RUN}
  ), sized as (
    select due.*, case kind when 'renders' then (${sizeOf('renders')}) when 'uploads' then (${sizeOf('uploads')}) else (${readingsOf}) end > $2::int as busy from due
  ), ranked as (
    select *, row_number() over (partition by busy order by first) as position from sized
  ), taken as (
    select user_id, kind, day, busy from ranked where not busy or position <= ${BUSY_DAYS_A_RUN}
  ), removed as (
    delete from rollup_changes c using taken t where c.user_id = t.user_id and c.kind = t.kind and c.day = t.day
  )
  select user_id, kind, to_char(day, 'YYYY-MM-DD') as day, busy from taken`;

const DUE = `due as materialized (
    select *, day::timestamp at time zone 'UTC' as starts, (day + 1)::timestamp at time zone 'UTC' as ends
      from unnest($1::uuid[], $2::text[], $3::date[]) as days (user_id, kind, day)
  )`;
const rowsOf = (kind: CountedKind, column: string, platforms: string) => `
  select due.user_id, due.kind, due.day, starts, status, created_at, finished_at, error_code, ${kind === 'renders' ? 'seconds' : '0'} as seconds, ${platforms} as platforms,
      i.id, ${succeededAtOnce(kind)} as at_once
    from due join insights_${kind} i on i.user_id = due.user_id and i.${column} >= starts and i.${column} < ends where due.kind = '${kind}'`;
const slotOf = (column: string) => `floor(extract(epoch from ${column} - starts) / 900)`;

/** What facts mean; a process of another version cannot store any. */
const FORMAT = 3;
/** Facts by slot hold running totals, so that the sum of any slots is the difference of two amounts. */
const SLOTTED = `'created', 'created_by_state', 'ended', 'ended_seconds', 'gained'`;

const COUNT = `
  with ${DUE}, created as materialized (
    ${rowsOf('renders', 'created_at', `'{}'::text[]`)} union all ${rowsOf('uploads', 'created_at', 'platforms')}
  ), ended as materialized (
    ${rowsOf('renders', 'finished_at', `'{}'::text[]`)} union all ${rowsOf('uploads', 'finished_at', `'{}'::text[]`)}
  ), readings as materialized (
    select due.user_id, due.kind, due.day, starts, fetched_at, views_gained, likes_gained, comments_gained, shares_gained
      from due join insights_post_gains i on i.user_id = due.user_id and i.fetched_at >= starts and i.fetched_at < ends where due.kind = 'posts'
  ), points as (
    select user_id, kind, day, 'created' as metric, '' as key, ${slotOf('created_at')} as mark, 1::float8 as amount from created
    union all select user_id, kind, day, 'created_by_state', status, ${slotOf('created_at')}, 1 from created
    union all select user_id, kind, day, 'state', status, 0, 1 from created
    union all select user_id, kind, day, 'seconds', '', 0, seconds from created where status = 'completed'
    union all select user_id, kind, day, 'latency', '', rollup_latency(extract(epoch from finished_at - created_at)::float8), 1
      from created where status in ('completed', 'partial')
    union all select user_id, kind, day, 'latency_total', '', 0, extract(epoch from finished_at - created_at)
      from created where status in ('completed', 'partial')
    union all select user_id, kind, day, 'error', coalesce(error_code, 'unknown'), 0, 1 from created where status = 'failed'
    union all select user_id, kind, day, 'quality', 'at_once', 0, 1 from created where at_once
    union all select c.user_id, c.kind, c.day, 'quality', t.status, 0, 1 from created c ${renditionsOf('c')}
    union all select user_id, kind, day, 'platform', platform || ' ' || status, 0, 1 from created, unnest(platforms) as platform
    union all select user_id, kind, day, 'ended', status, ${slotOf('finished_at')}, 1 from ended
    union all select user_id, kind, day, 'ended_seconds', '', ${slotOf('finished_at')}, seconds from ended where status = 'completed'
    union all select user_id, kind, day, 'gained', figure, ${slotOf('fetched_at')}, gained
      from readings, unnest(array['views', 'likes', 'comments', 'shares'], array[views_gained, likes_gained, comments_gained, shares_gained]) as each (figure, gained)
      where gained is not null
  ), sums as (
    select user_id, kind, day, metric, key, mark, sum(amount) as amount from points group by user_id, kind, day, metric, key, mark
  ), marked as (
    select user_id, kind, day, metric, key, mark, case when metric in (${SLOTTED})
        then sum(amount) over (partition by user_id, kind, day, metric, key order by mark) else amount end as amount
      from sums
  ), stored as (
    insert into rollup_days (user_id, kind, day, format) select user_id, kind, day, ${FORMAT} from due
  )
  insert into rollup_facts (user_id, kind, day, metric, key, marks, amounts)
    select user_id, kind, day, metric, key, array_agg(mark order by mark), array_agg(amount order by mark) from marked group by user_id, kind, day, metric, key`;

/** Counts busy days once. Queries count a day from its rows while `rollup_changes` names it, so figures are never late. */
@Injectable()
export class RollupsRepository {
  /**
   * Counts days again whose rows have changed. Several processes may call it; one works at a time.
   * @param quietSeconds how old the first change of a day must be, so that a busy day is not counted again and again
   * @param busyRows days with more rows than this are busy
   * @returns the number of days
   */
  async countChanged(manager: EntityManager, { quietSeconds = 300, busyRows = BUSY_ROWS } = {}): Promise<number> {
    const [lock] = await manager.query<[{ held: boolean }]>('select pg_try_advisory_xact_lock($1) as held', [LOCK]);
    if (!lock.held) return 0;
    const days = await manager.query<(CountedDay & { busy: boolean })[]>(TAKE, [quietSeconds, busyRows]);
    await manager.query(
      `delete from rollup_days d using unnest($1::uuid[], $2::text[], $3::date[]) as days (user_id, kind, day)
        where d.user_id = days.user_id and d.kind = days.kind and d.day = days.day`,
      columnsOf(days),
    );
    // A statement of its own: it sees every row whose change was taken, and later changes have later rows in the queue.
    const busy = days.filter((day) => day.busy);
    if (busy.length > 0) await manager.query(COUNT, columnsOf(busy));
    return days.length;
  }
}

const columnsOf = (days: readonly CountedDay[]): string[][] => [
  days.map(({ user_id }) => user_id),
  days.map(({ kind }) => kind),
  days.map(({ day }) => day),
];
