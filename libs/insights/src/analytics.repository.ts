import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** First and last day, `YYYY-MM-DD`, in an IANA time zone. */
export interface AnalyticsPeriod {
  from: string;
  to: string;
  timeZone: string;
}

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
] as const;
export type SeriesMetric = (typeof METRICS)[number];

/** What happened from `start` until before `end`. Tokens are micro-tokens. */
export type SeriesBucket = Record<SeriesMetric, number> & { start: Date; end: Date };

/** Figures of one account, counted from the rows themselves. */
@Injectable()
export class AnalyticsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async states(userId: string, { from, to, timeZone }: AnalyticsPeriod): Promise<StateCounts> {
    const rows = await this.dataSource.query<
      { kind: 'renders' | 'uploads'; status: string; n: number; seconds: number }[]
    >(
      `with period as materialized (
          select $2::date::timestamp at time zone $4 as starts, ($3::date + 1)::timestamp at time zone $4 as ends
        )
        select 'renders' as kind, status, count(*)::int as n, coalesce(sum(seconds) filter (where status = 'completed'), 0)::float8 as seconds
          from insights_renders, period where user_id = $1 and created_at >= starts and created_at < ends group by status
        union all
        select 'uploads', status, count(*)::int, 0
          from insights_uploads, period where user_id = $1 and created_at >= starts and created_at < ends group by status`,
      [userId, from, to, timeZone],
    );
    const counts = (kind: 'renders' | 'uploads') =>
      Object.fromEntries(rows.filter((row) => row.kind === kind).map(({ status, n }) => [status, n]));
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
  async series(userId: string, period: AnalyticsPeriod, interval: 'day' | 'hour'): Promise<SeriesBucket[]> {
    const bounds = await this.bounds(period, interval);
    const rows = await this.dataSource.query<{ bucket: number; metric: SeriesMetric; value: number }[]>(
      `with period as materialized (
          select $2::timestamptz[] as bounds, ($2::timestamptz[])[1] as starts, ($2::timestamptz[])[cardinality($2::timestamptz[])] as ends
        ), before as materialized (
          select coalesce((select version from insights_token_operations where user_id = $1 and created_at < (select starts from period)
            order by version desc limit 1), 0) as version
        ), moments as (
          select created_at as at, 'renders_created' as metric, 1::float8 as value from insights_renders, period
            where user_id = $1 and created_at >= starts and created_at < ends
          union all
          select finished_at, 'renders_' || status, 1 from insights_renders, period
            where user_id = $1 and finished_at >= starts and finished_at < ends
          union all
          select finished_at, 'video_seconds', seconds from insights_renders, period
            where user_id = $1 and finished_at >= starts and finished_at < ends and status = 'completed'
          union all
          select created_at, 'uploads_created', 1 from insights_uploads, period
            where user_id = $1 and created_at >= starts and created_at < ends
          union all
          select finished_at, 'uploads_' || status, 1 from insights_uploads, period
            where user_id = $1 and finished_at >= starts and finished_at < ends
          union all
          select created_at, 'tokens_charged', charged from insights_token_usage, period
            where user_id = $1 and version > (select version from before) and created_at >= starts and created_at < ends
        )
        select width_bucket(at, bounds) as bucket, metric, sum(value)::float8 as value from moments, period group by 1, 2`,
      [userId, bounds],
    );
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

  /** The moments at which intervals begin, and the end of the last one. */
  private async bounds({ from, to, timeZone }: AnalyticsPeriod, interval: 'day' | 'hour'): Promise<Date[]> {
    const rows = await this.dataSource.query<{ at: Date }[]>(
      interval === 'day'
        ? `select day at time zone $3 as at from generate_series($1::date::timestamp, ($2::date + 1)::timestamp, '1 day') as day order by day`
        : // Zones that change their clocks by half an hour have days that do not consist of whole hours.
          `with period as (select $1::date::timestamp at time zone $3 as starts, ($2::date + 1)::timestamp at time zone $3 as ends)
           select generate_series(starts, ends, '1 hour') as at from period union select ends from period order by at`,
      [from, to, timeZone],
    );
    return rows.map(({ at }) => at);
  }
}
