import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { filterValues, isUnfiltered, passesFilter, type UploadFilter } from './upload-filter';

/** Work in one state that was accepted and has not ended. */
export interface BacklogState {
  status: string;
  count: number;
  /** Age of its oldest work, in seconds. */
  oldestSeconds: number;
  /** Of `count`, by age: below five minutes, an hour, a day, and the rest. */
  minutes: number;
  hour: number;
  day: number;
  older: number;
}

const FILTER = ['$2', '$3', '$4'] as const;
const BACKLOG = `
  with accepted as (
    select 'renders' as kind, status, created_at as at from insights_renders
      where user_id = $1 and finished_at is null and ${isUnfiltered(FILTER)}
    union all
    select 'uploads', status, received_at from insights_uploads i
      where user_id = $1 and finished_at is null and status <> 'pending' and ${passesFilter(FILTER)}
  ), aged as (
    select kind, status, greatest(extract(epoch from now() - at), 0)::float8 as age from accepted
  )
  select kind, status, count(*)::int as count, max(age) as "oldestSeconds", (count(*) filter (where age < 300))::int as minutes,
      (count(*) filter (where age >= 300 and age < 3600))::int as hour, (count(*) filter (where age >= 3600 and age < 86400))::int as day,
      (count(*) filter (where age >= 86400))::int as older
    from aged group by kind, status order by kind, count desc, status`;

/** The work of one account that is not finished now. */
@Injectable()
export class BacklogRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** By state, most frequent first. Uploads count from the arrival of their file on. */
  async of(userId: string, filter: UploadFilter): Promise<Record<'renders' | 'uploads', BacklogState[]>> {
    const rows = await this.dataSource.query<(BacklogState & { kind: string })[]>(BACKLOG, [
      userId,
      ...filterValues(filter),
    ]);
    const of = (wanted: string) => rows.filter(({ kind }) => kind === wanted).map(({ kind: _, ...state }) => state);
    return { renders: of('renders'), uploads: of('uploads') };
  }
}
