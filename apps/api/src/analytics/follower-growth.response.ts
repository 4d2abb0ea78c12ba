import type { AccountFollowers, FollowerDay, FollowerGrowth, KnownFollowers } from '@app/insights';
import type { Count, Instant, Integer, Uuid } from '../http/field-types';
import { type MetricDefinitionResponse, metricDefinitions } from '../responses/metric-definition.response';
import { type AnalyticsPeriodResponse, type CoveredPeriod, periodResponse } from './analytics.response';

const DEFINITIONS = {
  followers:
    'The number of the latest reading before the end of the day, added up over all accounts whose latest reading has one. Each account is read once a day. YouTube rounds it down to three digits.',
  gained:
    'What the number grew by, added up over all accounts for which it is known before and after; so an account that is connected or shown again gains nothing. Of the period: since the first moment of the period at which it is known.',
  growth: 'gained / (followers - gained) of the accounts whose gain is known.',
  coverage: 'Connected accounts whose number is known / connected accounts.',
  as_of: 'When the oldest of the latest readings was made.',
};

class FollowerFigures {
  /** Followers at the end; null while none are known. */
  followers: Count | null;

  /**
   * How many of them are new, less than 0 when more left than came; null while it is unknown.
   * @example 42
   */
  gained: Integer | null;
}

class FollowerDayResponse extends FollowerFigures {
  /** Beginning of the day. */
  start: Instant;

  /** End of the day; the next one begins here. */
  end: Instant;

  /** Accounts whose followers are known at the end of the day. */
  accounts: Count;

  static of({ start, end, followers, gained, accounts }: FollowerDay): FollowerDayResponse {
    return { start: start.toISOString(), end: end.toISOString(), followers, gained, accounts };
  }
}

class FollowerGrowthFigures extends FollowerFigures {
  /**
   * New followers as a fraction of those at the beginning; null while they are unknown or were none.
   * @example 0.04
   */
  growth: number | null;

  /** When the oldest of the latest readings was made; null without any. */
  as_of: Instant | null;
}

class AccountFollowersResponse extends FollowerGrowthFigures {
  /** Connected account. */
  account_id: Uuid;

  /**
   * Name of the account.
   * @example "Reelway Rides"
   */
  account_name: string;

  /**
   * Name of the platform.
   * @example "youtube"
   */
  platform: string;

  /**
   * Why the followers are unknown: the platform does not show them, the account did not permit reading them, or they were
   * not read yet; null while they are known.
   */
  missing: 'hidden' | 'no_permission' | 'not_read' | null;

  static of(account: AccountFollowers): AccountFollowersResponse {
    return {
      account_id: account.accountId,
      account_name: account.name,
      platform: account.platform,
      ...figuresOf(account),
      growth: growthOf([account]),
      missing: account.missing,
      as_of: account.readAt?.toISOString() ?? null,
    };
  }
}

export class FollowerGrowthResponse extends FollowerGrowthFigures {
  /** What the figures cover. */
  period: AnalyticsPeriodResponse;

  /**
   * Fraction of the connected accounts whose followers are known; null without accounts.
   * @example 1
   */
  coverage: number | null;

  /** Every day of the period, oldest first. */
  days: FollowerDayResponse[];

  /** Connected accounts, by platform and name. */
  accounts: AccountFollowersResponse[];

  /** The definition of every figure. */
  definitions: MetricDefinitionResponse[];

  static of(period: CoveredPeriod, { total, days, accounts }: FollowerGrowth): FollowerGrowthResponse {
    const known = accounts.filter(({ followers }) => followers !== null);
    const times = known.map(({ readAt }) => Number(readAt));
    return {
      period: periodResponse(period),
      ...figuresOf(total),
      growth: growthOf(accounts),
      coverage: accounts.length === 0 ? null : known.length / accounts.length,
      as_of: times.length === 0 ? null : new Date(Math.min(...times)).toISOString(),
      days: days.map((day) => FollowerDayResponse.of(day)),
      accounts: accounts.map((account) => AccountFollowersResponse.of(account)),
      definitions: metricDefinitions(DEFINITIONS),
    };
  }
}

const figuresOf = ({ followers, gained }: KnownFollowers): FollowerFigures => ({ followers, gained });

/** Accounts whose gain is unknown have no beginning to compare with. */
function growthOf(accounts: readonly KnownFollowers[]): number | null {
  let [gained, before] = [0, 0];
  for (const account of accounts)
    if (account.gained !== null) {
      gained += account.gained;
      before += (account.followers ?? 0) - account.gained;
    }
  return before === 0 ? null : gained / before;
}
