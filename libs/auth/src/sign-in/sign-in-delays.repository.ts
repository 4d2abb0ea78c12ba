import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Attempts without a delay; from then on 1 s, 2 s, 4 s … up to 15 minutes. Forgotten after a day without a failure. */
const LONGEST_DELAY_SECONDS = 900;

export interface DelayKey {
  key: string;
  freeAttempts: number;
}

/** An account, known or not. Stored as a digest: no list of tried addresses comes about. */
export const accountDelay = (email: string): DelayKey => ({
  key: `account:${createHash('sha256').update(email).digest('base64url')}`,
  freeAttempts: 5,
});

/** Many people may sit behind one network. */
export const networkDelay = (network: string): DelayKey => ({ key: `network:${network}`, freeAttempts: 30 });

/** Progressive delays, shared by all processes. Waiting is all they ask: no account is ever locked. */
@Injectable()
export class SignInDelaysRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Counts one attempt before its outcome is known, so that parallel guesses cannot slip through together.
   * @returns seconds to wait, when the key is delayed: such an attempt is not counted
   */
  async begin({ key, freeAttempts }: DelayKey): Promise<number | undefined> {
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
    if (counted.length > 0) return undefined;
    const rows = await this.dataSource.query<{ seconds: number }[]>(
      'select ceil(extract(epoch from blocked_until - now()))::int as seconds from sign_in_delays where key = $1',
      [key],
    );
    return Math.max(1, rows[0]?.seconds ?? 1);
  }

  /** The attempt of `begin` was not a failure after all. */
  async takeBack({ key }: DelayKey): Promise<void> {
    await this.dataSource.query(
      'update sign_in_delays set failures = failures - 1, blocked_until = null where key = $1 and failures > 0',
      [key],
    );
  }

  async clear({ key }: DelayKey, manager: EntityManager = this.dataSource.manager): Promise<void> {
    await manager.query('delete from sign_in_delays where key = $1', [key]);
  }
}
