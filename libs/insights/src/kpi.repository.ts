import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AnalyticsPeriod } from './analytics.repository';

export interface KpiFilter {
  /** Only uploads for this platform, and no renders. */
  platform?: string;
  /** Restricts `hours` and `platforms`; among rows of one state, rates and latency would mean nothing. */
  status?: string;
}

/** Numbers by key; keys without rows are missing. */
export type Counts = ReadonlyMap<string, number>;

/** Everything that was created in the period, as it is now. */
export interface KpiFigures {
  /** Rows by state. */
  states: Counts;
  /** Seconds from creation to the end of what was completed, at least in part: `mean`, `p50`, `p95`, `p99`. */
  latency: Counts;
  /** Rows by the hour of the day in which they were created, `0` to `23`, in the time zone of the period. */
  hours: Counts;
  /** Failed rows by the code of their error. */
  errors: Counts;
  /** Uploads by platform; one upload counts for each of its platforms. */
  platforms: Counts;
}

const METRICS = ['states', 'latency', 'hours', 'errors', 'platforms'] as const satisfies readonly (keyof KpiFigures)[];
const COLUMNS = 'status, created_at, finished_at, error_code';

/** Key figures of one account, counted from the rows themselves. */
@Injectable()
export class KpiRepository {
  constructor(private readonly dataSource: DataSource) {}

  async of(
    userId: string,
    { from, to, timeZone }: AnalyticsPeriod,
    filter: KpiFilter,
  ): Promise<{ renders: KpiFigures; uploads: KpiFigures }> {
    const { platform = null, status = null } = filter;
    const rows = await this.dataSource.query<
      { kind: 'renders' | 'uploads'; metric: keyof KpiFigures; key: string; value: number }[]
    >(
      `with period as materialized (
          select $2::date::timestamp at time zone $4 as starts, ($3::date + 1)::timestamp at time zone $4 as ends
        ), items as materialized (
          select 'renders' as kind, ${COLUMNS}, '{}'::text[] as platforms from insights_renders, period
            where user_id = $1 and created_at >= starts and created_at < ends and $5::text is null
          union all
          select 'uploads', ${COLUMNS}, platforms from insights_uploads, period
            where user_id = $1 and created_at >= starts and created_at < ends and ($5::text is null or $5 = any(platforms))
        ), latency as (
          select kind, avg(took) as mean, percentile_cont(array[0.5, 0.95, 0.99]) within group (order by took) as parts
            from (select kind, extract(epoch from finished_at - created_at)::float8 as took from items where status in ('completed', 'partial')) ended
            group by kind
        )
        select kind, 'states' as metric, status as key, count(*)::float8 as value from items group by kind, status
        union all
        select kind, 'latency', unnest(array['mean', 'p50', 'p95', 'p99']), unnest(mean || parts) from latency
        union all
        select kind, 'hours', extract(hour from created_at at time zone $4)::text as hour, count(*) from items
          where $6::text is null or status = $6 group by kind, hour
        union all
        select kind, 'errors', coalesce(error_code, 'unknown') as code, count(*) from items where status = 'failed' group by kind, code
        union all
        select kind, 'platforms', platform, count(*) from items, unnest(platforms) as platform
          where $6::text is null or status = $6 group by kind, platform`,
      [userId, from, to, timeZone, platform, status],
    );
    const figures = (kind: 'renders' | 'uploads') =>
      Object.fromEntries(
        METRICS.map((metric) => [
          metric,
          new Map(
            rows.filter((row) => row.kind === kind && row.metric === metric).map(({ key, value }) => [key, value]),
          ),
        ]),
      ) as unknown as KpiFigures;
    return { renders: figures('renders'), uploads: figures('uploads') };
  }
}
