import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Attempts without a delay; after that 1 s, 2 s, 4 s … up to 15 minutes. Forgotten after a day without an attempt. */
const FREE_ATTEMPTS = 5;
const LONGEST_DELAY_SECONDS = 900;

/**
 * Progressive delays in the table `sign_in_delays`, shared by all processes. Nothing is ever locked: callers only have
 * to wait.
 */
@Injectable()
export class GuessDelaysRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Counts one attempt before its outcome is known, so that parallel guesses cannot all slip through.
   * @returns seconds to wait when the key is delayed; such an attempt is not counted
   */
  async begin(key: string, freeAttempts = FREE_ATTEMPTS): Promise<number | undefined> {
    const counted = await this.dataSource.query<unknown[]>(
      `insert into sign_in_delays as d (key, failures, last_failure_at) values ($1, 1, now())
       on conflict (key) do update set
         failures = case when d.last_failure_at < now() - interval '1 day' then 1 else d.failures + 1 end,
         last_failure_at = now(),
         blocked_until = case when d.last_failure_at >= now() - interval '1 day' and d.failures >= $2
                              then now() + make_interval(secs => least(${LONGEST_DELAY_SECONDS}, power(2, least(d.failures - $2, 20)))) end
       where d.blocked_until is null or d.blocked_until <= now()
       returning 1`,
      [key, freeAttempts],
    );
    return counted.length > 0 ? undefined : Math.max(1, (await this.blockedSeconds(key)) ?? 1);
  }

  /** Seconds until an attempt is possible; undefined when one is. */
  async blockedSeconds(key: string): Promise<number | undefined> {
    const rows = await this.dataSource.query<{ seconds: number }[]>(
      'select ceil(extract(epoch from blocked_until - now()))::int as seconds from sign_in_delays where key = $1 and blocked_until > now()',
      [key],
    );
    return rows[0]?.seconds;
  }

  /**
   * Counts one attempt that is never refused. @returns the number of consecutive attempts, which increases with each
   * failure
   */
  async count(key: string): Promise<number> {
    const rows = await this.dataSource.query<{ failures: number }[]>(
      `insert into sign_in_delays as d (key, failures, last_failure_at) values ($1, 1, now())
       on conflict (key) do update set last_failure_at = now(),
         failures = case when d.last_failure_at < now() - interval '10 minutes' then 1 else d.failures + 1 end
       returning failures`,
      [key],
    );
    return rows[0]?.failures ?? 1;
  }

  /** Takes back an attempt of `count` that was not a failure after all. */
  async takeBack(key: string): Promise<void> {
    await this.dataSource.query('update sign_in_delays set failures = failures - 1 where key = $1 and failures > 0', [
      key,
    ]);
  }

  async clear(keys: readonly string[], manager: EntityManager = this.dataSource.manager): Promise<void> {
    await manager.query('delete from sign_in_delays where key = any($1)', [keys]);
  }
}
