import { affectedRows } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Why a reading has no number: the platform does not show it, or the account did not permit us to read it. */
export type MissingFollowers = 'hidden' | 'no_permission';

/** The longest period of analytics has 366 days; readings from before it show the number with which it began. */
const KEPT_DAYS = 400;
/** A job that was lost is published again after this time. */
const TAKEN = `clock_timestamp() + interval '15 minutes'`;
/**
 * When the next reading after the moment `at` is due. Each account has its own time of day, so that every day in UTC has one reading and the
 * calls are spread over the day. The last two hours stay free, so that a late reading still belongs to its day.
 */
const NEXT = `(date_trunc('day', at at time zone 'UTC') + interval '1 day'
  + make_interval(secs => (hashtext(id::text) & 2147483647) % 79200)) at time zone 'UTC'`;

/** How many people follow the connected accounts: one reading a day, and when the next one is due. */
@Injectable()
export class FollowerReadingsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Takes accounts whose followers are due to be read. An account that must be reconnected stays due until it is. */
  async takeDue(limit: number, manager: EntityManager): Promise<string[]> {
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `with due as materialized (
         select id from platform_accounts where status = 'active' and followers_due_at <= clock_timestamp()
         order by followers_due_at limit $1 for update skip locked
       )
       update platform_accounts a set followers_due_at = ${TAKEN} from due where a.id = due.id returning a.id`,
      [limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Stores the reading of this day in UTC, and replaces an earlier one of the same day. */
  async store(accountId: string, reading: number | MissingFollowers): Promise<void> {
    const [followers, missing] = typeof reading === 'number' ? [reading, null] : [null, reading];
    await this.dataSource.query(
      `with moment as materialized (
         select clock_timestamp() as at
       ), account as (
         update platform_accounts set follower_failures = 0, followers_due_at = ${NEXT} from moment where id = $1
         returning user_id, platform, external_id
       )
       insert into follower_readings (user_id, platform, external_id, read_on, fetched_at, followers, missing)
       select user_id, platform, external_id, (at at time zone 'UTC')::date, at, $2::bigint, $3::text from account, moment
       on conflict (user_id, platform, external_id, read_on) do update
         set fetched_at = excluded.fetched_at, followers = excluded.followers, missing = excluded.missing`,
      [accountId, followers, missing],
    );
  }

  /**
   * Postpones a reading that failed: by an hour, then by twice as long each time, at most by a day.
   * @param atLeast least number of seconds
   */
  async postpone(accountId: string, atLeast = 0): Promise<void> {
    await this.dataSource.query(
      `update platform_accounts set follower_failures = follower_failures + 1,
         followers_due_at = clock_timestamp()
           + greatest(make_interval(secs => $2), least(interval '1 day', interval '1 hour' * power(2, least(follower_failures, 5))))
       where id = $1`,
      [accountId, atLeast],
    );
  }

  /**
   * Deletes readings that no period of analytics reaches, and those of accounts that were not connected again in time.
   * Returns the number of rows.
   */
  async removeOld(limit: number, manager: EntityManager): Promise<number> {
    // The address of a row changes when its account is connected again meanwhile, so the row then stays.
    return affectedRows(
      manager,
      `delete from follower_readings where ctid = any(array(
         (select ctid from follower_readings where read_on < current_date - ${KEPT_DAYS} limit $1)
         union
         (select ctid from follower_readings where kept_until <= clock_timestamp() limit $1)
         limit $1))`,
      [limit],
    );
  }
}
