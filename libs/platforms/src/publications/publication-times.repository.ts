import { type Owner, type Page, readRows } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PUBLICATION_COLUMNS, type Publication } from './publication';

/** When a post was published, or is to be. */
export interface TimedPublication extends Publication {
  at: Date;
}

/** Posts from `from`, inclusive, to `to`, exclusive. */
export interface PublicationPeriod {
  from: Date;
  to: Date;
  accountId?: string;
}

/** How many posts an account holds on a local day. */
export interface HeldPosts {
  /** `YYYY-MM-DD`. */
  day: string;
  platform: string;
  accountId: string | null;
  posts: number;
}

const AT = 'coalesce(published_at, publish_at)';

/** Posts by the time at which they were published, or are to be. */
@Injectable()
export class PublicationTimesRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The posts of each local day from today on, by account, without those that failed or were cancelled. */
  async heldPosts({ ownerId }: Owner, timeZone: string): Promise<HeldPosts[]> {
    return this.dataSource.query<HeldPosts[]>(
      `select to_char(${AT} at time zone $2::text, 'YYYY-MM-DD') as day, platform, account_id as "accountId",
         count(*)::int as posts
       from publications
       where user_id = $1 and status not in ('failed', 'cancelled')
         and ${AT} >= date_trunc('day', clock_timestamp() at time zone $2::text) at time zone $2::text
       group by 1, 2, 3`,
      [ownerId, timeZone],
    );
  }

  /**
   * One page of the posts of a period, latest first, without cancelled posts, posts that have no time, and posts of
   * deleted uploads.
   * @throws invalid_input for a malformed cursor
   */
  list(
    { ownerId }: Owner,
    { from, to, accountId }: PublicationPeriod,
    page: { limit: number; cursor?: string },
  ): Promise<Page<TimedPublication>> {
    const select = `select ${PUBLICATION_COLUMNS}, ${AT} as at from publications
      where user_id = $1 and ${AT} >= $2 and ${AT} < $3 and status <> 'cancelled' and erased_at is null and ($4::uuid is null or account_id = $4)`;
    const parameters = [ownerId, from, to, accountId ?? null];
    return readRows(this.dataSource.manager, { select, parameters, time: 'at' }, page);
  }

  /** The number of posts whose time passed more than two minutes ago, and that no worker has begun. */
  async countOverdue(): Promise<number> {
    const [row] = await this.dataSource.query<{ posts: number }[]>(
      `select count(*)::int as posts from publications
       where status = 'scheduled' and due_at < clock_timestamp() - interval '2 minutes'`,
    );
    return row?.posts ?? 0;
  }

  /**
   * The number of posts of the last hour that their platform shows to others than requested; the migration
   * `IndexPostsShownOtherwise` has an index for them.
   */
  async countShownOtherwise(): Promise<number> {
    const [row] = await this.dataSource.query<{ posts: number }[]>(
      `select count(*)::int as posts from publications
       where status = 'verified' and fault is not null and verified_at > clock_timestamp() - interval '1 hour'`,
    );
    return row?.posts ?? 0;
  }
}
