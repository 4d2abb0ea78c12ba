import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CallUsage } from '../platform-adapter';
import { SAME_ACCOUNT } from './same-account';

/** From this percentage on, calls are spaced. */
const ALMOST_USED_UP = 95;
/** How long calls stay slowed after the latest report of a high usage, unless an answer reports a lower one before. */
const SLOWED_SECONDS = 600;

/** Whether calls for an account have to be spaced, or to wait. */
export interface CallPace {
  /** Almost all calls are used up: the platform would soon refuse them. */
  isSlowed: boolean;
  /** Seconds for which the platform refuses all calls; 0: it accepts them. */
  pausedSeconds: number;
  /** Seconds for which the platform has blocked the account: no post of it may be sent. 0: it has not. */
  blockedSeconds: number;
}

/**
 * The share of the calls for an account that is used up, as its platform reports it; the same for all workers and
 * workspaces.
 */
@Injectable()
export class AccountUsageRepository {
  constructor(private readonly dataSource: DataSource) {}

  async record(accountId: string, { percent, secondsToRegain }: CallUsage): Promise<void> {
    const isSlowed = percent >= ALMOST_USED_UP || secondsToRegain !== undefined;
    // Rows are locked in the order of their ids, so that two of these statements never wait for each other. Turns that
    // were reserved while the calls were slowed end with that period; otherwise the next one would begin behind them.
    await this.dataSource.query(
      `with accounts as (
         update platform_accounts set calls_paused_until = clock_timestamp() + $3::float8 * interval '1 second',
           calls_slowed_until = case when $2::boolean then clock_timestamp() + (coalesce($3::float8, 0) + ${SLOWED_SECONDS}) * interval '1 second' end
         where id in (select id from platform_accounts where id = any(${SAME_ACCOUNT})
           and ($2::boolean or calls_slowed_until is not null) order by id for no key update)
         returning id
       ) delete from publication_calls where not $2::boolean and not is_made and account_id in (select id from accounts)`,
      [accountId, isSlowed, secondsToRegain ?? null],
    );
  }

  /** Records that the platform has blocked posts of the account, for all workspaces that have connected it. */
  async block(accountId: string, seconds: number): Promise<void> {
    await this.dataSource.query(
      `update platform_accounts set posts_blocked_until = greatest(posts_blocked_until, clock_timestamp() + $2::float8 * interval '1 second')
       where id in (select id from platform_accounts where id = any(${SAME_ACCOUNT}) order by id for no key update)`,
      [accountId, seconds],
    );
  }

  async paceOf(accountId: string): Promise<CallPace> {
    const [pace] = await this.dataSource.query<[CallPace]>(
      `select coalesce(max(calls_slowed_until) > clock_timestamp(), false) as "isSlowed",
         greatest(0, coalesce(extract(epoch from max(calls_paused_until) - clock_timestamp()), 0))::float8 as "pausedSeconds",
         greatest(0, coalesce(extract(epoch from max(posts_blocked_until) - clock_timestamp()), 0))::float8 as "blockedSeconds"
       from platform_accounts where id = any(${SAME_ACCOUNT})`,
      [accountId],
    );
    return pace;
  }
}
