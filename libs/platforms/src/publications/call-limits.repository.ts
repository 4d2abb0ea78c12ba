import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { CallLimit, PlatformAdapter } from '../platform-adapter';
import { PlatformAdapters } from '../platform-adapters';
import { callLimitReached } from '../platforms.errors';

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

/**
 * The turn of the post $3. A new one is the first moment at which the calls that were made and the turns of others allow
 * it. One that has come is postponed while the calls that were made do not allow it, because others came late.
 */
const TURN = `
  with others as materialized (
    select at, is_made from publication_calls where account_id = $1 and step = $2 and (is_made or publication_id <> $3)
  ), own as (
    select at from publication_calls where account_id = $1 and step = $2 and publication_id = $3 and not is_made
  ), turn as (
    select greatest(own.at, (
      select at + $5::int * interval '1 second' from others where is_made or own.at is null order by at desc offset $4::int - 1 limit 1
    )) as at from (select) as one left join own on true
  )
  select coalesce(at <= clock_timestamp(), true) as "isNow",
    greatest(0, coalesce(extract(epoch from at - clock_timestamp()), 0))::float8 as seconds from turn`;

/**
 * The calls that platforms limit for each account. Posts over a limit get the next turn, so that they neither fail nor
 * provoke refusals, and none of them occupies a worker while it waits.
 */
@Injectable()
export class CallLimitsRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly adapters: PlatformAdapters,
  ) {}

  /**
   * Counts a call that the post makes now.
   * @throws platform_call_limit with the seconds until its turn, which is reserved
   */
  async reserve(post: CallingPost, step: keyof PlatformAdapter['callLimits']): Promise<void> {
    const limit = this.adapters.named(post.platform).callLimits[step];
    if (!limit) return;
    const { isNow, seconds } = await this.dataSource.transaction((manager) => this.take(post, step, limit, manager));
    if (isNow) return;
    const retryAfterSeconds = Math.ceil(seconds);
    throw callLimitReached(`${limit.rule}. The turn of this post is in ${retryAfterSeconds} s.`, {
      retryAfterSeconds,
      extra: { failure: 'rate_limited' },
    });
  }

  private async take(
    { id, accountId }: CallingPost,
    step: string,
    { calls, seconds }: CallLimit,
    manager: EntityManager,
  ): Promise<Turn> {
    await manager.query(`select pg_advisory_xact_lock(hashtextextended('calls ' || $1 || ' ' || $2, 0))`, [
      accountId,
      step,
    ]);
    await manager.query(
      `delete from publication_calls where account_id = $1 and step = $2 and (is_made or publication_id <> $3)
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
