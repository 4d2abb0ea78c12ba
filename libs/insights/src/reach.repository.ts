import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AnalyticsPeriod } from './analytics-period';
import { periodOf } from './counted-days';
import { filterValues, postPassesFilter, type UploadFilter } from './upload-filter';

/** How often posts were seen and reacted to; null while their platform has reported none of it. */
export interface Reach {
  views: number | null;
  likes: number | null;
  comments: number | null;
  shares: number | null;
  /** Posts that were published in the period. */
  posts: number;
  /** Those whose figures were read at least once. */
  measuredPosts: number;
  /** When the oldest of the latest figures was read; null without any. */
  readSince: Date | null;
}

export interface PlatformReach extends Reach {
  platform: string;
}

const FILTER = ['$5', '$6', '$7'] as const;
const SUMS = ['views', 'likes', 'comments', 'shares'].map((name) => `sum(m.${name})::float8 as ${name}`).join(', ');

/** What platforms report about the posts of one account. */
@Injectable()
export class ReachRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The latest figures of the posts that were published in the period, in total and by platform. */
  async of(
    userId: string,
    { from, to, timeZone }: AnalyticsPeriod,
    filter: UploadFilter,
  ): Promise<{ total: Reach; platforms: PlatformReach[] }> {
    const rows = await this.dataSource.query<(Reach & { platform: string | null })[]>(
      `with ${periodOf('$2', '$3', '$4')}
        select i.platform, ${SUMS}, count(*)::int as posts, count(m.post_id)::int as "measuredPosts", min(m.fetched_at) as "readSince"
          from period, insights_publications i left join insights_post_totals m on m.post_id = i.id
          where i.user_id = $1 and i.status in ('published', 'verified') and i.published_at >= starts and i.published_at < ends and ${postPassesFilter(FILTER)}
          group by grouping sets ((), (i.platform)) order by i.platform nulls first`,
      [userId, from, to, timeZone, ...filterValues(filter)],
    );
    const [total, ...platforms] = rows as [Reach & { platform: null }, ...PlatformReach[]];
    return { total, platforms };
  }
}
