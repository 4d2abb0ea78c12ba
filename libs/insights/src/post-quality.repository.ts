import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AnalyticsPeriod } from './analytics-period';
import { periodOf } from './counted-days';
import { filterValues, postPassesFilter, type UploadFilter } from './upload-filter';

/** What became of the posts that were created in a period. */
export interface PostQuality {
  /** Platforms published them. */
  published: number;
  /** Of these, posts that took one publishing call. */
  atOnce: number;
  failed: number;
}

const FILTER = ['$5', '$6', '$7'] as const;

/** How well the posts of one account went. */
@Injectable()
export class PostQualityRepository {
  constructor(private readonly dataSource: DataSource) {}

  async of(userId: string, { from, to, timeZone }: AnalyticsPeriod, filter: UploadFilter): Promise<PostQuality> {
    const [quality] = await this.dataSource.query<[PostQuality]>(
      `with ${periodOf('$2', '$3', '$4')}
        select (count(*) filter (where i.status <> 'failed'))::int as published,
            (count(*) filter (where i.status <> 'failed' and calls = 1))::int as "atOnce", (count(*) filter (where i.status = 'failed'))::int as failed
          from period, insights_publications i
          where i.user_id = $1 and i.created_at >= starts and i.created_at < ends and i.status in ('published', 'verified', 'failed')
            and ${postPassesFilter(FILTER)}`,
      [userId, from, to, timeZone, ...filterValues(filter)],
    );
    return quality;
  }
}
