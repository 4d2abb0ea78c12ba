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

  async paceOf(accountId: string): Promise<CallPace> {
    const [pace] = await this.dataSource.query<[CallPace]>(
      `select coalesce(max(calls_slowed_until) > clock_timestamp(), false) as "isSlowed",
         greatest(0, coalesce(extract(epoch from max(calls_paused_until) - clock_timestamp()), 0))::float8 as "pausedSeconds"
       from platform_accounts where id = any(${SAME_ACCOUNT})`,
      [accountId],
    );
    return pace;
  }
}
