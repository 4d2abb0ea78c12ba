import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SAME_ACCOUNT } from '../accounts/same-account';
import type { PostLimit } from '../platform-adapter';
import { PlatformAdapters } from '../platform-adapters';
import { dailyPostLimitReached } from '../platforms.errors';
import { AT, COUNTED, MAY_BE_LIVE, OPEN } from './counted-posts';
import type { PostOverrides } from './publication';

const LIMITED = `not coalesce((overrides -> 'options')::jsonb @> $5::jsonb, false)`;

/** A post that counts towards a limit. */
interface CountedPost {
  id: string;
  userId: string;
  accountId: string;
  /** The platform's id of the account. */
  externalId: string;
  platform: string;
  /** When it is to be published. */
  at: Date;
  options: Readonly<Record<string, unknown>> | null;
}

/** The first moment, from the wanted one on, at which the platform accepts the post. */
interface FreeMoment {
  at: Date;
  isWanted: boolean;
  /** Whether posts of other workspaces count as well. The error must not reveal their times. */
  isShared?: boolean;
}

/**
 * The times of other posts from 24 hours before the wanted time to 8 days after it. Those that are long overdue count as
 * now; those of an account that was disconnected since count if they were sent.
 */
const OF_ACCOUNT = `
  with taken as materialized (
    select ${AT} as at, user_id <> $7 as is_foreign from publications where account_id = any(${SAME_ACCOUNT}) and id <> $2 and ${COUNTED} and ${LIMITED}
      and ${AT} > $3::timestamptz - interval '24 hours' and ${AT} < $3::timestamptz + interval '192 hours'
    union all
    select clock_timestamp(), user_id <> $7 from publications where platform = $6 and account_id = any(${SAME_ACCOUNT}) and id <> $2 and ${OPEN} and ${LIMITED}
      and ${AT} <= clock_timestamp() - interval '24 hours'
    union all
    select ${AT}, user_id <> $7 from publications where platform = $6 and former_external_id = (select external_id from platform_accounts where id = $1)
      and id <> $2 and ${MAY_BE_LIVE} and ${LIMITED} and ${AT} > $3::timestamptz - interval '24 hours'
  ), spans as materialized (
    select at, count(*) over (order by at range between current row and interval '23:59:59.999' following) as posts from taken
  ), moments as (
    select $3::timestamptz as at
    union select date_trunc('minute', at + interval '24 hours' + interval '59.999 seconds') from taken
  )
  select at, at = $3 as "isWanted", (select coalesce(bool_or(is_foreign), false) from taken) as "isShared" from moments where at >= $3 and at < $3::timestamptz + interval '168 hours'
    and not exists (select from spans where spans.at > moments.at - interval '24 hours' and spans.at <= moments.at and posts >= $4)
    and (select count(*) from taken where taken.at >= moments.at and taken.at < moments.at + interval '24 hours') < $4
  order by at limit 1`;

const OF_APP = `
  with taken as materialized (
    select ${AT} as at, user_id from publications where platform = $1 and id <> $2 and ${COUNTED}
      and ${AT} >= date_trunc('day', $3::timestamptz, $4::text) and ${AT} < $3::timestamptz + interval '192 hours'
    union all
    select clock_timestamp(), user_id from publications where platform = $1 and id <> $2 and ${OPEN}
      and ${AT} < date_trunc('day', clock_timestamp(), $4::text)
  ), days as materialized (
    select (at at time zone $4::text)::date as day, count(*) as posts, count(*) filter (where user_id = $6) as own from taken group by 1
  )
  select case when n = 0 then $3::timestamptz else (first + n)::timestamp at time zone $4::text end as at, n = 0 as "isWanted"
  from generate_series(0, 6) as n cross join (select ($3::timestamptz at time zone $4::text)::date as first) as wanted
    left join days on days.day = first + n
  where coalesce(posts, 0) < $5 and coalesce(own, 0) < $7 order by n limit 1`;

/**
 * The posts that platforms accept in a day. Platforms also count posts of which we do not know, so each post is checked
 * at the platform again before it is sent.
 */
@Injectable()
export class PostLimitsRepository {
  constructor(private readonly adapters: PlatformAdapters) {}

  /**
   * Reserves room in the daily limits for posts that the transaction has created, moved or retried. Other transactions
   * that need the same room wait until this one ends.
   * @param ids the posts to reserve room for; undefined: all posts of the upload
   * @throws daily_post_limit_reached
   */
  async reserve(uploadId: string, manager: EntityManager, ids?: readonly string[]): Promise<void> {
    const posts = await manager.query<CountedPost[]>(
      `select p.id, p.user_id as "userId", p.account_id as "accountId", a.external_id as "externalId", p.platform, greatest(clock_timestamp(), publish_at) as at,
         overrides -> 'options' as options
       from publications p join platform_accounts a on a.id = p.account_id
       where p.upload_id = $1 and ($2::uuid[] is null or p.id = any($2)) and p.status in ('pending', 'scheduled', 'waiting')
       order by p.id`,
      [uploadId, ids ?? null],
    );
    const limited = posts.flatMap((post) => {
      const limit = this.limitOf(post.platform);
      return limit && !isExempt(post, limit) ? [{ post, limit }] : [];
    });
    const keys = limited.map(({ post, limit }) =>
      limit.per === 'app' ? post.platform : `${post.platform} ${post.externalId}`,
    );
    // In the same order everywhere, so that two transactions never wait for each other.
    for (const key of [...new Set(keys)].sort())
      await manager.query(`select pg_advisory_xact_lock(hashtextextended('post limit ' || $1, 0))`, [key]);
    for (const { post, limit } of limited) await this.assertRoom(post, limit, manager);
  }

  /** Whether the platform counts a post with these choices. */
  counts(platform: string, options: PostOverrides['options']): boolean {
    const limit = this.limitOf(platform);
    return limit !== undefined && !isExempt({ options: options ?? null }, limit);
  }

  private limitOf(platform: string): PostLimit | undefined {
    return this.adapters.isConfigured(platform) ? this.adapters.named(platform).postLimit : undefined;
  }

  private async assertRoom(
    { id, userId, accountId, platform, at }: CountedPost,
    limit: PostLimit,
    manager: EntityManager,
  ): Promise<void> {
    const [free] =
      limit.per === 'account'
        ? await manager.query<FreeMoment[]>(OF_ACCOUNT, [
            accountId,
            id,
            at,
            limit.posts,
            limit.exempt ?? null,
            platform,
            userId,
          ])
        : await manager.query<FreeMoment[]>(OF_APP, [
            platform,
            id,
            at,
            limit.timeZone,
            limit.posts,
            userId,
            limit.perOwner,
          ]);
    if (free?.isWanted) return;
    const { label } = this.adapters.named(platform);
    const rule =
      limit.per === 'account'
        ? `${limit.posts} posts of an account in 24 hours`
        : `${limit.posts} posts of all accounts in a day, of which a workspace may take ${limit.perOwner}`;
    throw dailyPostLimitReached(`${label} accepts ${rule}.`, {
      extra: {
        platform,
        account_id: accountId,
        next_possible_at: free && !free.isShared ? free.at.toISOString() : null,
      },
    });
  }
}

function isExempt({ options }: Pick<CountedPost, 'options'>, limit: PostLimit): boolean {
  const exempt = limit.per === 'account' ? Object.entries(limit.exempt ?? {}) : [];
  return exempt.length > 0 && exempt.every(([name, value]) => options?.[name] === value);
}
