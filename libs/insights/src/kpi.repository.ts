import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AnalyticsPeriod } from './analytics-period';
import {
  amountBetween,
  type CountedKind,
  dividedPeriod,
  factsOf,
  periodOf,
  SLOTS_A_DAY,
  storedFacts,
} from './counted-days';
import { renditionsOf, succeededAtOnce } from './quality';
import { filterValues, isUnfiltered, passesFilter, type UploadFilter } from './upload-filter';

export interface KpiFilter extends UploadFilter {
  /** Restricts `hours` and `platforms`; among rows of one state, rates and latency would mean nothing. */
  status?: string;
}

/** Numbers by key; keys without rows are missing. */
export type Counts = ReadonlyMap<string, number>;

/** Everything that was created in the period, as it is now. */
export interface KpiFigures {
  /** Rows by state. */
  states: Counts;
  /**
   * Seconds from creation to the end of what was completed, at least in part: `mean`, `p50`, `p95`, `p99`. Percentiles
   * differ from the exact ones by at most 2 %.
   */
  latency: Counts;
  /** Rows by the hour of the day in which they were created, `0` to `23`, in the time zone of the period. */
  hours: Counts;
  /** Failed rows by the code of their error. */
  errors: Counts;
  /** Uploads by platform; one upload counts for each of its platforms. */
  platforms: Counts;
  /**
   * `at_once`: completed without being repeated. Of ended uploads, files for their platforms that were made (`ready`), and
   * those that could not be (`failed`).
   */
  quality: Counts;
}

const METRICS = ['states', 'hours', 'errors', 'platforms', 'quality'] as const;
const COLUMNS = 'i.id, status, created_at, finished_at, error_code';

/** Rows of the spans that no stored facts cover. */
const restOf = (kind: CountedKind, platforms: string, condition: string) => `
  select '${kind}' as kind, ${COLUMNS}, ${platforms} as platforms, ${succeededAtOnce(kind)} as at_once from ${kind}_rest r
    join insights_${kind} i on i.user_id = $1 and i.created_at >= r.starts and i.created_at < r.ends where ${condition}`;
const FILTER = ['$6', '$7', '$8'] as const;
const hourOf = (moment: string) => `extract(hour from (${moment}) at time zone $4)::text`;

const KINDS = ['renders', 'uploads'] as const satisfies readonly CountedKind[];
/** Facts with one amount. */
const totalsOf = (kind: CountedKind) =>
  `select '${kind}' as kind, metric, key, amounts[1] as amount from (${storedFacts(kind, ['state', 'latency_total', 'error', 'platform', 'quality'])}) f`;
/**
 * The slots of each counted day by their local hour: whole hours, and single slots of days on which clocks change.
 */
const HOURS = `
  hours as materialized (
    select day, (local_hour + n) % 24 as hour, greatest(4 * n - quarter, 0)::float8 as low, least(4 * n + 4 - quarter, ${SLOTS_A_DAY})::float8 as high
      from days, generate_series(0, 24) as n where first_offset = last_offset and 4 * n - quarter < ${SLOTS_A_DAY}
    union all
    select day, extract(hour from (day_starts + n * interval '15 minutes') at time zone $4)::int, n, n + 1
      from days, generate_series(0, ${SLOTS_A_DAY - 1}) as n where first_offset <> last_offset
  )`;
const DAYS = `
  days as (
    select *, extract(hour from local)::int as local_hour, floor(extract(minute from local) / 15)::int as quarter, local - day::timestamp as first_offset,
        (day_starts + interval '1 day') at time zone $4 - (day::timestamp + interval '1 day') as last_offset
      from (
        select day, day::timestamp at time zone 'UTC' as day_starts, (day::timestamp at time zone 'UTC') at time zone $4 as local
          from (select day from renders_counted union select day from uploads_counted) counted
      ) starting
  )`;
// `offset 0` keeps the planner from moving the arrays into the sort.
const hoursOf = (kind: CountedKind) => `
  select '${kind}', 'hours', hour::text, sum(amount) from (
      select hour, ${amountBetween('low', 'high')} as amount from hours join (${storedFacts(kind, ['created', 'created_by_state'])}) f using (day)
        where case when $5::text is null then metric = 'created' else metric = 'created_by_state' and key = $5 end offset 0
    ) slots group by hour`;

const FIGURES = `
  with ${periodOf('$2', '$3', '$4')}, ${KINDS.map((kind) => dividedPeriod(kind, isUnfiltered(FILTER))).join(', ')},
  ${DAYS}, ${HOURS}, items as materialized (
    ${restOf('renders', `'{}'::text[]`, isUnfiltered(FILTER))} union all ${restOf('uploads', 'platforms', passesFilter(FILTER))}
  ), facts as materialized (
    select kind, metric, key, sum(amount) as amount from (${KINDS.map(totalsOf).join(' union all ')}) totals group by kind, metric, key
  ), latencies as (
    ${KINDS.map((kind) => `select '${kind}' as kind, mark, sum(amount) as amount from (${factsOf(kind, ['latency'])}) f group by mark`).join(' union all ')}
  ), ended as materialized (
    select kind, extract(epoch from finished_at - created_at)::float8 as took from items where status in ('completed', 'partial')
  ), counted as (
    select kind, 'states' as metric, status as key, count(*)::float8 as value from items group by kind, status
    union all select kind, 'states', key, amount from facts where metric = 'state'
    union all select kind, 'latency', rollup_latency(took)::text as took, count(*) from ended group by kind, rollup_latency(took)
    union all select kind, 'latency', mark::text, amount from latencies
    union all select kind, 'latency_total', '', sum(took) from ended group by kind
    union all select kind, 'latency_total', '', amount from facts where metric = 'latency_total'
    union all select kind, 'hours', ${hourOf('created_at')} as hour, count(*) from items where $5::text is null or status = $5 group by kind, hour
    union all ${KINDS.map(hoursOf).join(' union all ')}
    union all select kind, 'errors', coalesce(error_code, 'unknown') as code, count(*) from items where status = 'failed' group by kind, code
    union all select kind, 'errors', key, amount from facts where metric = 'error'
    union all select kind, 'quality', 'at_once', count(*) from items where at_once group by kind
    union all select i.kind, 'quality', t.status, count(*) from items i ${renditionsOf('i')} and ($6::text is null or t.platform = $6)
      group by i.kind, t.status
    union all select kind, 'quality', key, amount from facts where metric = 'quality'
    union all select kind, 'platforms', platform, count(*) from items, unnest(platforms) as platform
      where $5::text is null or status = $5 group by kind, platform
    union all select kind, 'platforms', split_part(key, ' ', 1), amount from facts
      where metric = 'platform' and ($5::text is null or split_part(key, ' ', 2) = $5)
  )
  select kind, metric, key, sum(value)::float8 as value from counted group by kind, metric, key having sum(value) > 0`;

interface FigureRow {
  kind: CountedKind;
  metric: (typeof METRICS)[number] | 'latency' | 'latency_total';
  key: string;
  value: number;
}

/** Key figures of one account, from stored facts for busy days and from the rows themselves for all others. */
@Injectable()
export class KpiRepository {
  constructor(private readonly dataSource: DataSource) {}

  async of(
    userId: string,
    { from, to, timeZone }: AnalyticsPeriod,
    filter: KpiFilter,
  ): Promise<{ renders: KpiFigures; uploads: KpiFigures }> {
    const rows = await this.dataSource.query<FigureRow[]>(FIGURES, [
      userId,
      from,
      to,
      timeZone,
      filter.status ?? null,
      ...filterValues(filter),
    ]);
    return { renders: figuresOf(rows, 'renders'), uploads: figuresOf(rows, 'uploads') };
  }
}

function figuresOf(rows: readonly FigureRow[], kind: CountedKind): KpiFigures {
  const of = (metric: FigureRow['metric']): Counts =>
    new Map(
      rows.filter((row) => row.kind === kind && row.metric === metric).map(({ key, value }) => [key, value] as const),
    );
  const [states, hours, errors, platforms, quality] = METRICS.map(of) as [Counts, Counts, Counts, Counts, Counts];
  return {
    states,
    hours,
    errors,
    platforms,
    quality,
    latency: latencyOf(of('latency'), of('latency_total').get('') ?? 0),
  };
}

/** @param counts how often each number of seconds occurred */
function latencyOf(counts: Counts, total: number): Counts {
  const sorted = [...counts].map(([took, count]) => ({ took: Number(took), count })).sort((a, b) => a.took - b.took);
  const ended = sorted.reduce((sum, { count }) => sum + count, 0);
  if (ended === 0) return new Map();
  /** The seconds at a position of the sorted list of all durations. */
  const at = (position: number) => {
    let before = 0;
    return sorted.find(({ count }) => (before += count) > position)?.took ?? 0;
  };
  const percentile = (part: number) => {
    const position = (ended - 1) * part;
    const low = at(Math.floor(position));
    return low + (at(Math.ceil(position)) - low) * (position - Math.floor(position));
  };
  const parts = [0.5, 0.95, 0.99].map((part) => [`p${Math.round(part * 100)}`, percentile(part)] as const);
  return new Map([['mean', total / ended], ...parts]);
}
