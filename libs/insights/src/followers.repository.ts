import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AnalyticsPeriod, intervalBounds } from './analytics-period';

/** Omitted fields do not restrict the accounts. */
export interface FollowerFilter {
  platform?: string;
  accountId?: string;
}

/** A number of followers at one moment: that of the latest reading before it. */
export interface KnownFollowers {
  /** Null while there was no reading, or the latest one has no number. */
  followers: number | null;
  /** How many of them are new; null while one of the two numbers is unknown. */
  gained: number | null;
}

/** The sum at the end of a day over all accounts whose number is known then. */
export interface FollowerDay extends KnownFollowers {
  start: Date;
  end: Date;
  /** Accounts whose number is known. */
  accounts: number;
}

/**
 * One account at the end of the period; `gained` counts from the first moment of the period at which its number is
 * known.
 */
export interface AccountFollowers extends KnownFollowers {
  accountId: string;
  name: string;
  platform: string;
  missing: 'hidden' | 'no_permission' | 'not_read' | null;
  /** When the latest reading of the period, or of the time before it, was made. */
  readAt: Date | null;
}

export interface FollowerGrowth {
  /** The sum over all accounts whose number is known. */
  total: KnownFollowers;
  days: FollowerDay[];
  /** By platform and name. */
  accounts: AccountFollowers[];
}

interface Account {
  id: string;
  name: string;
  platform: string;
}

interface Reading {
  accountId: string;
  /** Number of moments that are not later than the reading. */
  bucket: number;
  followers: number | null;
  missing: 'hidden' | 'no_permission' | null;
  readAt: Date;
}

/** How many people follow the connected accounts of one owner. */
@Injectable()
export class FollowersRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Leaves out disconnected accounts with all their readings. */
  async growth(userId: string, period: AnalyticsPeriod, filter: FollowerFilter): Promise<FollowerGrowth> {
    const moments = await intervalBounds(this.dataSource, period, 'day');
    const accounts = await this.dataSource.query<Account[]>(
      `select id, name, platform from insights_platform_accounts
       where user_id = $1 and ($2::text is null or platform = $2) and ($3::uuid is null or id = $3) order by platform, name, id`,
      [userId, filter.platform ?? null, filter.accountId ?? null],
    );
    const readings = await this.readings(
      userId,
      accounts.map(({ id }) => id),
      moments,
    );
    const known = accounts.map((account) => latestBy(moments.length, readings.get(account.id) ?? []));
    const figures = accounts.map((account, index) => accountFollowers(account, known[index] ?? []));
    return { total: sumOf(figures), days: daysOf(moments, known), accounts: figures };
  }

  /** For each account, the last reading before the period and the last one of each day. */
  private async readings(
    userId: string,
    accountIds: readonly string[],
    moments: readonly Date[],
  ): Promise<Map<string, Reading[]>> {
    const rows = await this.dataSource.query<Reading[]>(
      `select distinct on (account_id, bucket) account_id as "accountId", bucket, followers::float8 as followers, missing, fetched_at as "readAt"
       from (
         select *, width_bucket(fetched_at, $3::timestamptz[]) as bucket from insights_follower_readings
         where user_id = $1 and account_id = any($2) and fetched_at < ($3::timestamptz[])[cardinality($3::timestamptz[])]
       ) readings order by account_id, bucket, fetched_at desc`,
      [userId, accountIds, moments],
    );
    const readings = new Map<string, Reading[]>(accountIds.map((id) => [id, []]));
    for (const row of rows) readings.get(row.accountId)?.push(row);
    return readings;
  }
}

type Known = readonly (Reading | undefined)[];

/** The latest reading before each of the moments. */
function latestBy(moments: number, readings: readonly Reading[]): Known {
  const byBucket = new Map(readings.map((reading) => [reading.bucket, reading]));
  let latest: Reading | undefined;
  return Array.from({ length: moments }, (_, bucket) => {
    latest = byBucket.get(bucket) ?? latest;
    return latest;
  });
}

function accountFollowers({ id, name, platform }: Account, known: Known): AccountFollowers {
  const latest = known.at(-1);
  const first = known.find((reading) => reading !== undefined && reading.followers !== null);
  return {
    accountId: id,
    name,
    platform,
    followers: latest?.followers ?? null,
    gained: difference(latest, first),
    missing: latest ? latest.missing : 'not_read',
    readAt: latest?.readAt ?? null,
  };
}

function daysOf(moments: readonly Date[], known: readonly Known[]): FollowerDay[] {
  return moments.slice(0, -1).map((start, day): FollowerDay => {
    const figures = known.map((of) => ({
      followers: of[day + 1]?.followers ?? null,
      gained: difference(of[day + 1], of[day]),
    }));
    const accounts = figures.filter(({ followers }) => followers !== null).length;
    return { start, end: moments[day + 1] ?? start, ...sumOf(figures), accounts };
  });
}

function difference(later: Reading | undefined, earlier: Reading | undefined): number | null {
  const [now, before] = [later?.followers ?? null, earlier?.followers ?? null];
  return now === null || before === null ? null : now - before;
}

const sumOf = (figures: readonly KnownFollowers[]): KnownFollowers => ({
  followers: sum(figures.map(({ followers }) => followers)),
  gained: sum(figures.map(({ gained }) => gained)),
});

/** Null when nothing is known. */
function sum(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((each) => each !== null);
  return known.length === 0 ? null : known.reduce((total, each) => total + each, 0);
}
