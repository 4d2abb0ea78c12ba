import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AnalyticsPeriod, intervalBounds } from './analytics-period';
import {
  amountBetween,
  type CountedKind,
  dividedPeriod,
  factsOf,
  periodOf,
  SLOTS_A_DAY,
  storedFacts,
} from './counted-days';
import { filterValues, isUnfiltered, passesFilter, postPassesFilter, type UploadFilter } from './upload-filter';

/** Rows that were created in the period, by the state that they have now; states without rows are missing. */
export interface StateCounts {
  renders: Readonly<Record<string, number>>;
  uploads: Readonly<Record<string, number>>;
  /** Length of the completed videos among them. */
  videoSeconds: number;
}

const METRICS = [
  'renders_created',
  'renders_completed',
  'renders_failed',
  'renders_cancelled',
  'video_seconds',
  'uploads_created',
  'uploads_completed',
  'uploads_partial',
  'uploads_failed',
  'uploads_cancelled',
  'tokens_charged',
  'views',
  'likes',
  'comments',
  'shares',
] as const;
export type SeriesMetric = (typeof METRICS)[number];

/** What happened from `start` until before `end`. Tokens are micro-tokens. */
export type SeriesBucket = Record<SeriesMetric, number> & { start: Date; end: Date };

const KINDS = ['renders', 'uploads'] as const satisfies readonly CountedKind[];

/** Which rows a query counts: those of uploads pass the filter, and renders pass only without one. */
const conditionOf = (kind: CountedKind, filter: readonly [string, string, string]) =>
  kind === 'uploads' ? passesFilter(filter) : isUnfiltered(filter);
const dividedPeriods = (filter: readonly [string, string, string]) =>
  KINDS.map((kind) => dividedPeriod(kind, isUnfiltered(filter))).join(', ');

const STATES_FILTER = ['$5', '$6', '$7'] as const;
const statesOf = (kind: CountedKind, seconds: string) => `
  select '${kind}' as kind, status, count(*)::float8 as n, ${seconds} as seconds from ${kind}_rest r
    join insights_${kind} i on i.user_id = $1 and i.created_at >= r.starts and i.created_at < r.ends
    where ${conditionOf(kind, STATES_FILTER)} group by status
  union all
  select kind, key, case metric when 'state' then amount else 0 end, case metric when 'seconds' then amount else 0 end
    from (${factsOf(kind, ['state', 'seconds'])}) facts`;
const STATES = `
  with ${periodOf('$2', '$3', '$4')}, ${dividedPeriods(STATES_FILTER)}, counted as (
    ${statesOf('renders', `coalesce(sum(seconds) filter (where status = 'completed'), 0)::float8`)} union all ${statesOf('uploads', '0')}
  )
  select kind, status, sum(n)::int as n, sum(seconds)::float8 as seconds from counted group by kind, status`;

const SERIES_FILTER = ['$3', '$4', '$5'] as const;
const BOUNDS = '$2::timestamptz[]';
const momentsOf = (kind: CountedKind) => `
  select created_at as at, '${kind}_created' as metric, 1::float8 as value from ${kind}_rest r
    join insights_${kind} i on i.user_id = $1 and i.created_at >= r.starts and i.created_at < r.ends where ${conditionOf(kind, SERIES_FILTER)}
  union all
  select finished_at, '${kind}_' || status, 1 from ${kind}_rest r
    join insights_${kind} i on i.user_id = $1 and i.finished_at >= r.starts and i.finished_at < r.ends where ${conditionOf(kind, SERIES_FILTER)}`;
/** The slots of each counted day in each interval. */
const slotsOf = (kind: CountedKind) => `
  ${kind}_slots as materialized (
    select day, bucket, greatest(extract(epoch from (${BOUNDS})[bucket] - day_starts) / 900, 0)::float8 as low,
        least(extract(epoch from (${BOUNDS})[bucket + 1] - day_starts) / 900, ${SLOTS_A_DAY})::float8 as high
      from (select day, day::timestamp at time zone 'UTC' as day_starts, (day + 1)::timestamp at time zone 'UTC' as day_ends from ${kind}_counted) days,
        generate_series(width_bucket(day_starts, ${BOUNDS}), width_bucket(day_ends - interval '1 microsecond', ${BOUNDS})) as bucket
  )`;
const countedOf = (kind: CountedKind) => `
  select bucket, case metric when 'created' then '${kind}_created' when 'ended' then '${kind}_' || key else 'video_seconds' end, ${amountBetween('low', 'high')}
    from ${kind}_slots join (${storedFacts(kind, ['created', 'ended', ...(kind === 'renders' ? ['ended_seconds'] : [])])}) facts using (day)`;
/**
 * What posts gained between two readings, at the time of the later one; for days with many readings, from stored facts.
 * With `offset 0`, the planner expects few buckets and does not sort the readings.
 */
const GAINS = `
  select bucket, metric, gained from (
      select bucket, sum(views_gained)::float8 as views, sum(likes_gained)::float8 as likes, sum(comments_gained)::float8 as comments,
          sum(shares_gained)::float8 as shares
        from (
          select width_bucket(fetched_at, ${BOUNDS}) as bucket, views_gained, likes_gained, comments_gained, shares_gained
            from posts_rest r join insights_post_gains i on i.user_id = $1 and i.fetched_at >= r.starts and i.fetched_at < r.ends
            where ${postPassesFilter(SERIES_FILTER)} offset 0
        ) readings group by bucket
    ) gains, unnest(array['views', 'likes', 'comments', 'shares'], array[views, likes, comments, shares]) as each (metric, gained)
    where gained is not null
  union all
  select bucket, key, ${amountBetween('low', 'high')} from posts_slots join (${storedFacts('posts', ['gained'])}) facts using (day)`;
const SERIES = `
  with period as materialized (
    select (${BOUNDS})[1] as starts, (${BOUNDS})[cardinality(${BOUNDS})] as ends
  ), ${dividedPeriods(SERIES_FILTER)}, ${dividedPeriod('posts', isUnfiltered(SERIES_FILTER))},
  ${[...KINDS, 'posts' as const].map(slotsOf).join(', ')}, before as materialized (
    select coalesce((select version from insights_token_operations where user_id = $1 and created_at < (select starts from period)
      order by version desc limit 1), 0) as version
  ), moments as (
    ${KINDS.map(momentsOf).join(' union all ')}
    union all
    select finished_at, 'video_seconds', seconds from renders_rest r
      join insights_renders i on i.user_id = $1 and i.finished_at >= r.starts and i.finished_at < r.ends
      where status = 'completed' and ${isUnfiltered(SERIES_FILTER)}
    union all
    select created_at, 'tokens_charged', charged from insights_token_usage, period
      where user_id = $1 and version > (select version from before) and created_at >= starts and created_at < ends and ${isUnfiltered(SERIES_FILTER)}
  ), counted as (
    select width_bucket(at, ${BOUNDS}) as bucket, metric, value from moments
    union all ${KINDS.map(countedOf).join(' union all ')}
    union all ${GAINS}
  )
  select bucket, metric, sum(value)::float8 as value from counted group by bucket, metric`;

/** Figures of one account, from stored facts for busy days and from the rows themselves for all others. */
@Injectable()
export class AnalyticsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async states(
    userId: string,
    { from, to, timeZone }: AnalyticsPeriod,
    filter: UploadFilter = {},
  ): Promise<StateCounts> {
    const rows = await this.dataSource.query<{ kind: CountedKind; status: string; n: number; seconds: number }[]>(
      STATES,
      [userId, from, to, timeZone, ...filterValues(filter)],
    );
    const counts = (kind: CountedKind) =>
      Object.fromEntries(rows.filter((row) => row.kind === kind && row.n > 0).map(({ status, n }) => [status, n]));
    return {
      renders: counts('renders'),
      uploads: counts('uploads'),
      videoSeconds: rows.reduce((total, { seconds }) => total + seconds, 0),
    };
  }

  /**
   * Every interval of the period, also those without events. Days begin and end in the time zone, so that a day may have
   * 23 or 25 hours; hours are counted from the beginning of the period.
   */
  async series(
    userId: string,
    period: AnalyticsPeriod,
    interval: 'day' | 'hour',
    filter: UploadFilter = {},
  ): Promise<SeriesBucket[]> {
    const bounds = await intervalBounds(this.dataSource, period, interval);
    const rows = await this.dataSource.query<{ bucket: number; metric: SeriesMetric; value: number }[]>(SERIES, [
      userId,
      bounds,
      ...filterValues(filter),
    ]);
    const buckets = bounds.slice(0, -1).map((start, index): SeriesBucket => {
      const zeros = Object.fromEntries(METRICS.map((metric) => [metric, 0])) as Record<SeriesMetric, number>;
      return { start, end: bounds[index + 1] ?? start, ...zeros };
    });
    for (const { bucket, metric, value } of rows) {
      const found = buckets[bucket - 1];
      if (found) found[metric] = value;
    }
    return buckets;
  }
}
