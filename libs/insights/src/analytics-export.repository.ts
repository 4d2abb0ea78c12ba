import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AnalyticsPeriod } from './analytics-period';
import { filterValues, type UploadFilter } from './upload-filter';

/** Omitted fields do not restrict the rows. */
export interface ExportFilter extends UploadFilter {
  type?: 'render' | 'upload';
  status?: string;
}

/** A render or upload in its present state. */
export interface ExportedRow {
  type: 'render' | 'upload';
  id: string;
  status: string;
  createdAt: Date;
  finishedAt: Date | null;
  /** Texts of uploads whose owner did not delete them. */
  title: string | null;
  filename: string | null;
  platforms: string[];
  /** Connected accounts on which the upload has posts that were not cancelled. */
  accountIds: string[];
  /** Length of the video of a completed render. */
  videoSeconds: number | null;
  /** Micro-tokens that a render cost, once it has ended. */
  charged: number | null;
  errorCode: string | null;
}

const BATCH = 500;
const LOWEST_ID = '00000000-0000-0000-0000-000000000000';

const RENDERS = `
  select 'render' as type, id, user_id, status, created_at, finished_at, null::text as title, null::text as filename, '{}'::text[] as platforms,
    '{}'::uuid[] as account_ids, '{}'::text[] as hashtags, case when status = 'completed' then seconds end as video_seconds, charged, error_code from insights_renders`;
const UPLOADS = `
  select 'upload' as type, id, user_id, status, created_at, finished_at, title, filename, platforms,
    account_ids, hashtags, null::float8 as video_seconds, null::bigint as charged, error_code from insights_uploads`;

/** Each half reads its index backwards and stops after a batch. */
const batchOf = (rows: string): string => `
  (select * from (${rows}) half
    where user_id = $1 and created_at >= $2 and (created_at, id) < ($3::timestamptz, $4::uuid) and ($5::text is null or type = $5)
      and ($6::text is null or status = $6) and ($7::text is null or $7 = any(platforms)) and ($8::uuid is null or $8 = any(account_ids))
      and ($9::text is null or exists (select from unnest(hashtags) as own where lower(own) = lower($9)))
    order by created_at desc, id desc limit ${BATCH})`;

// The position has microseconds, which a Date would drop, and with them rows at the edge of a batch.
const NEXT_BATCH = `
  select type, id, status, created_at as "createdAt", finished_at as "finishedAt", title, filename, platforms, account_ids as "accountIds",
    video_seconds as "videoSeconds", charged::float8 as charged, error_code as "errorCode",
    to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as position
  from (${batchOf(RENDERS)} union all ${batchOf(UPLOADS)}) both_halves
  order by created_at desc, id desc limit ${BATCH}`;

/** The renders and uploads of an account one by one, for as many rows as there are. */
@Injectable()
export class AnalyticsExportRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Rows that were created in the period, newest first, in non-empty batches of at most 500. No row appears twice,
   * and between two batches nothing stays open in the database.
   */
  async *batches(userId: string, period: AnalyticsPeriod, filter: ExportFilter): AsyncGenerator<ExportedRow[], void> {
    const { starts, ends } = await this.bounds(period);
    const { type = null, status = null } = filter;
    let before = { position: ends.toISOString(), id: LOWEST_ID };
    for (;;) {
      const rows = await this.dataSource.query<(ExportedRow & { position: string })[]>(NEXT_BATCH, [
        userId,
        starts,
        before.position,
        before.id,
        type,
        status,
        ...filterValues(filter),
      ]);
      const last = rows.at(-1);
      if (!last) return;
      yield rows;
      if (rows.length < BATCH) return;
      before = last;
    }
  }

  private async bounds({ from, to, timeZone }: AnalyticsPeriod): Promise<{ starts: Date; ends: Date }> {
    const [bounds] = await this.dataSource.query<[{ starts: Date; ends: Date }]>(
      'select $1::date::timestamp at time zone $3 as starts, ($2::date + 1)::timestamp at time zone $3 as ends',
      [from, to, timeZone],
    );
    return bounds;
  }
}
