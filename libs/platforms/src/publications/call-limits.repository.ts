import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountUsageRepository } from '../accounts/account-usage.repository';
import { SAME_ACCOUNT } from '../accounts/same-account';
import type { CallLimit, PlatformAdapter, PostLimit } from '../platform-adapter';
import { PlatformAdapters } from '../platform-adapters';
import { callLimitReached } from '../platforms.errors';
import { AT, OPEN } from './counted-posts';

/** A post that is about to make a call for its account. */
export interface CallingPost {
  id: string;
  accountId: string;
  platform: string;
}

/** When the post may make the call, and whether that is now. */
interface Turn {
  seconds: number;
  isNow: boolean;
}

/** Whether the post may open an upload today, and when the next day begins. */
interface Share {
  isFree: boolean;
  seconds: number;
}

type Step = keyof PlatformAdapter['callLimits'];

/**
 * The limit for an account whose calls are almost used up: one run of a post a minute. A run makes about five calls,
 * and the next run would otherwise follow within seconds.
 */
const SLOWED = { calls: 1, seconds: 60 };
/** A post whose slowed turn is later tries again after this time, because the calls may no longer be slowed by then. */
const LONGEST_SLOWED_SECONDS = 300;

/**
 * The turn of the post $3. A post without one gets the first moment that the calls made so far and the turns of other
 * posts leave free. A reserved turn moves on if the calls made so far leave no room, because others used theirs late.
 */
const TURN = `
  with others as materialized (
    select at, is_made from publication_calls where account_id = any(${SAME_ACCOUNT}) and step = $2 and (is_made or publication_id <> $3)
  ), own as (
    select at from publication_calls where account_id = $1 and step = $2 and publication_id = $3 and not is_made
  ), turn as (
    select greatest(own.at, (
      select at + $5::int * interval '1 second' from others where is_made or own.at is null order by at desc offset $4::int - 1 limit 1
    )) as at from (select) as one left join own on true
  )
  select coalesce(at <= clock_timestamp(), true) as "isNow",
    greatest(0, coalesce(extract(epoch from at - clock_timestamp()), 0))::float8 as seconds from turn`;

type AppLimit = Extract<PostLimit, { per: 'app' }>;

/**
 * Whether the post $2 may open an upload at a platform that counts these calls for our app, refused ones too, and when
 * the next day begins. The first call of a post today needs room in the limit and in the share of its workspace; a
 * further one also leaves room for all posts that are still to make their first. Calls of running posts count until
 * the journal has their answers.
 */
const SHARE = `
  with day as materialized (
    select date_trunc('day', clock_timestamp(), $3::text) as start, ((clock_timestamp() at time zone $3)::date + 1)::timestamp at time zone $3 as next
  ), post as materialized (
    select id, user_id from publications where id = $2
  ), calls as materialized (
    select p.id, p.user_id from publication_events e join publications p on p.id = e.publication_id
    where e.step = 'open' and (e.outcome = 'done' or e.platform_status between 400 and 499) and e.created_at >= (select start from day) and p.platform = $1
  ), opening as materialized (
    select id, user_id from publications p where platform = $1 and id <> $2 and ${OPEN} and opening_epoch = lease_epoch and lease_until > clock_timestamp()
      and not exists (select from publication_events e where e.publication_id = p.id and e.step = 'open' and e.epoch = p.lease_epoch)
  ), planned as materialized (
    select user_id from publications where platform = $1 and id <> $2 and ${OPEN} and ${AT} < (select next from day) and (due_at is null or due_at < (select next from day)) and id not in (select id from calls union all select id from opening)
      and exists (select from calls where id = $2)
  ), taken as (
    select user_id from calls union all select user_id from opening union all select user_id from planned
  )
  select count(taken.user_id) < $4 and count(*) filter (where taken.user_id = post.user_id) < $5 as "isFree",
    extract(epoch from (select next from day) - clock_timestamp())::float8 as seconds
  from post left join taken on true group by post.id, post.user_id`;

/**
 * The calls that platforms limit for each account, together for all workspaces that have connected it. Posts over a limit
 * get the next turn, so that they neither fail nor provoke refusals, and none of them occupies a worker while it waits.
 */
@Injectable()
export class CallLimitsRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly adapters: PlatformAdapters,
    private readonly usage: AccountUsageRepository,
  ) {}

  /**
   * Counts a call that the post makes now.
   * @throws platform_call_limit with the seconds until the next attempt: at its turn, which is reserved, or when the
   * platform accepts calls or posts again; sooner than its turn if that is far away because the calls are slowed
   */
  async reserve(post: CallingPost, step: Step): Promise<void> {
    const { label, callLimits, postLimit } = this.adapters.named(post.platform);
    const { isSlowed, pausedSeconds, blockedSeconds } = await this.usage.paceOf(post.accountId);
    if (step !== 'observe') assertNotBlocked(label, blockedSeconds);
    if (pausedSeconds > 0) throw waitFor(`${label} accepts no calls for this account`, pausedSeconds);
    if (step === 'open' && postLimit?.per === 'app') await this.reserveShare(post, label, postLimit);
    const rule = `${label} reports that the calls for this account are almost used up`;
    const limit = isSlowed ? { ...SLOWED, rule } : callLimits[step];
    if (!limit) return;
    const { isNow, seconds } = await this.dataSource.transaction((manager) => this.take(post, step, limit, manager));
    if (!isNow) throw waitFor(limit.rule, isSlowed ? Math.min(seconds, LONGEST_SLOWED_SECONDS) : seconds);
  }

  /** For a post that has transferred its video meanwhile. @throws platform_call_limit */
  async assertNotBlocked({ platform, accountId }: Omit<CallingPost, 'id'>): Promise<void> {
    assertNotBlocked(this.adapters.named(platform).label, (await this.usage.paceOf(accountId)).blockedSeconds);
  }

  /**
   * The place is free again when the run of the post ends without the call.
   * @throws platform_call_limit with the seconds until the next day
   */
  private async reserveShare({ id, platform }: CallingPost, label: string, limit: AppLimit): Promise<void> {
    const { posts, perOwner, timeZone } = limit;
    const share = await this.dataSource.transaction(async (manager) => {
      await manager.query(`select pg_advisory_xact_lock(hashtextextended('uploads opened at ' || $1, 0))`, [platform]);
      const [found] = await manager.query<Share[]>(SHARE, [platform, id, timeZone, posts, perOwner]);
      if (found?.isFree) await manager.query('update publications set opening_epoch = lease_epoch where id = $1', [id]);
      return found;
    });
    const rule = `${label} accepts ${posts} uploads of all accounts in a day, of which a workspace may take ${perOwner}; retries count`;
    if (share && !share.isFree) throw waitFor(rule, share.seconds);
  }

  private async take(
    { id, accountId }: CallingPost,
    step: Step,
    { calls, seconds }: CallLimit,
    manager: EntityManager,
  ): Promise<Turn> {
    await manager.query(
      `select pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'calls', platform, external_id, $2::text), 0))
       from platform_accounts where id = $1`,
      [accountId, step],
    );
    await manager.query(
      `delete from publication_calls where account_id = any(${SAME_ACCOUNT}) and step = $2 and (is_made or publication_id <> $3)
         and at <= clock_timestamp() - $4::int * interval '1 second'`,
      [accountId, step, id, seconds],
    );
    const [turn] = await manager.query<[Turn]>(TURN, [accountId, step, id, calls, seconds]);
    await manager.query('delete from publication_calls where publication_id = $1 and step = $2 and not is_made', [
      id,
      step,
    ]);
    await manager.query(
      `insert into publication_calls (account_id, step, publication_id, at, is_made)
       values ($1, $2, $3, clock_timestamp() + $4::float8 * interval '1 second', $5)`,
      [accountId, step, id, turn.seconds, turn.isNow],
    );
    return turn;
  }
}

/** Names the next attempt of the post, not its turn, which would reveal how many posts of other workspaces wait. */
export function waitFor(rule: string, seconds: number): Error {
  const retryAfterSeconds = Math.ceil(seconds);
  return callLimitReached(`${rule}. The post tries again in ${retryAfterSeconds} s.`, {
    retryAfterSeconds,
    extra: { failure: 'rate_limited' },
  });
}

/** @throws platform_call_limit with the seconds until the platform accepts posts of the account again */
function assertNotBlocked(label: string, seconds: number): void {
  if (seconds > 0) throw waitFor(`${label} has blocked this account after a post that it refused`, seconds);
}
