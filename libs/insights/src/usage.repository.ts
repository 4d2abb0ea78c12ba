import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { periodOf } from './counted-days';

export interface UsagePeriod {
  /** First and last day, `YYYY-MM-DD`, in the time zone. */
  from: string;
  to: string;
  /** IANA name. */
  timeZone: string;
  /** Only the usage of this key. */
  apiKeyId?: string;
}

/**
 * Tokens are micro-tokens, counted when the ledger moved them; renders when they ended; seconds are those of completed
 * videos.
 */
export interface UsageFigures {
  reserved: number;
  charged: number;
  /** Reserved but not charged in the end. */
  returned: number;
  completed: number;
  failed: number;
  cancelled: number;
  seconds: number;
}

export interface Usage {
  total: UsageFigures;
  /** Every day of the period, including those without usage. */
  days: (UsageFigures & { day: string })[];
  /** Null: a signed-in user, not an API key. */
  keys: (UsageFigures & { apiKeyId: string | null })[];
}

const FIGURES = ['reserved', 'charged', 'returned', 'completed', 'failed', 'cancelled', 'seconds'] as const;

interface UsageRow extends UsageFigures {
  level: 'total' | 'day' | 'key';
  day: string | null;
  apiKeyId: string | null;
}

/** The last operation before the period: operations are numbered in the order of their times. */
const BEFORE = `before as materialized (
    select coalesce((select version from insights_token_operations where user_id = $1 and created_at < (select starts from period)
      order by version desc limit 1), 0) as version
  )`;

/** Usage by day and by API key. */
@Injectable()
export class UsageRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Micro-tokens that the ledger charged and returned in the period. */
  async tokens(userId: string, { from, to, timeZone }: UsagePeriod): Promise<{ charged: number; returned: number }> {
    const [total] = await this.dataSource.query<[{ charged: number; returned: number }]>(
      `with ${periodOf('$2', '$3', '$4')}, ${BEFORE}
        select coalesce(sum(charged), 0)::float8 as charged, coalesce(sum(returned), 0)::float8 as returned from period, insights_token_usage
          where user_id = $1 and version > (select version from before) and created_at >= starts and created_at < ends`,
      [userId, from, to, timeZone],
    );
    return total;
  }

  async of(userId: string, { from, to, timeZone, apiKeyId }: UsagePeriod): Promise<Usage> {
    const rows = await this.dataSource.query<UsageRow[]>(
      `with ${periodOf('$2', '$3', '$4')}, ${BEFORE}, moments as (
          select created_at as at, api_key_id, reserved, charged, returned, 0 as completed, 0 as failed, 0 as cancelled, 0::float8 as seconds
            from insights_token_usage where user_id = $1 and version > (select version from before)
          union all
          select finished_at, api_key_id, 0, 0, 0, (status = 'completed')::int, (status = 'failed')::int, (status = 'cancelled')::int, seconds
            from insights_render_usage where user_id = $1 and finished_at >= (select starts from period) and finished_at < (select ends from period)
        ), counted as (
          select to_char(at at time zone $4, 'YYYY-MM-DD') as day, m.* from moments m, period
            where at >= starts and at < ends and ($5::uuid is null or api_key_id = $5)
        )
        select case grouping(day, api_key_id) when 3 then 'total' when 1 then 'day' else 'key' end as level, day, api_key_id as "apiKeyId",
            ${FIGURES.map((figure) => `coalesce(sum(${figure}), 0)::float8 as ${figure}`).join(', ')}
          from counted group by grouping sets ((), (day), (api_key_id)) order by day, api_key_id nulls first`,
      [userId, from, to, timeZone, apiKeyId ?? null],
    );
    const byDay = new Map(rows.filter(({ level }) => level === 'day').map((row) => [row.day, row]));
    const total = rows.find(({ level }) => level === 'total');
    return {
      total: figuresOf(total),
      days: daysBetween(from, to).map((day) => ({ day, ...figuresOf(byDay.get(day)) })),
      keys: rows.filter(({ level }) => level === 'key').map((row) => ({ apiKeyId: row.apiKeyId, ...figuresOf(row) })),
    };
  }
}

const figuresOf = (row: UsageFigures | undefined): UsageFigures =>
  Object.fromEntries(FIGURES.map((figure) => [figure, row?.[figure] ?? 0])) as unknown as UsageFigures;

/** Calendar days, so no time zone is needed. */
function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (
    let day = new Date(`${from}T00:00:00Z`);
    day <= new Date(`${to}T00:00:00Z`);
    day = new Date(Number(day) + 86_400_000)
  )
    days.push(day.toISOString().slice(0, 10));
  return days;
}
