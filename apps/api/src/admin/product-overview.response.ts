import type { ConnectedAccounts, ProviderOutcome, UserFigures, WorkByState } from '@app/insights';
import type { QueueSnapshot } from '@app/jobs';
import type { Count, Day, Instant } from '../http/field-types';
import { type MetricDefinitionResponse, metricDefinitions } from '../responses/metric-definition.response';
import { QueuesResponse } from './queues.response';

export class ProductPeriodResponse {
  /** First day. */
  from: Day;

  /** Last day, inclusive: today. */
  to: Day;

  /**
   * Time zone of the days.
   * @example "Europe/Berlin"
   */
  time_zone: string;

  /** When the figures were counted. */
  as_of: Instant;
}

class ProductUsers implements UserFigures {
  /** Users of the installation. */
  total: Count;

  /** Users who signed up in the period. */
  new: Count;

  /** Users with a confirmed address. */
  confirmed: Count;

  /** Suspended users. */
  suspended: Count;

  /** Administrators. */
  admins: Count;
}

class StatusCount {
  /**
   * State.
   * @example "completed"
   */
  status: string;

  /** How many are in it now. */
  count: Count;
}

export class WorkResponse {
  /** Created in the period. */
  total: Count;

  /** The same by their present state; the counts add up to the total. */
  by_status: StatusCount[];

  /**
   * Fraction that completed, of what completed, completed in part or failed; null while nothing has ended.
   * @example 0.98
   */
  success_rate: number | null;

  static of(states: WorkByState): WorkResponse {
    const of = (status: string) => states[status] ?? 0;
    const ended = of('completed') + of('partial') + of('failed');
    return {
      total: Object.values(states).reduce((sum, count) => sum + count, 0),
      by_status: Object.entries(states)
        .map(([status, count]) => ({ status, count }))
        .sort((one, other) => other.count - one.count || one.status.localeCompare(other.status)),
      success_rate: ended === 0 ? null : of('completed') / ended,
    };
  }
}

class PlatformAccounts {
  /**
   * Name of the platform.
   * @example "tiktok"
   */
  platform: string;

  /** Connected accounts that work. */
  active: Count;

  /** Accounts that their users must connect again. */
  needs_reconnection: Count;

  /** Users with an account there. */
  users: Count;

  static of({ needsReconnection, ...accounts }: ConnectedAccounts): PlatformAccounts {
    return { ...accounts, needs_reconnection: needsReconnection };
  }
}

class ProviderHealth {
  /** Whether it renders videos or publishes them. */
  kind: ProviderOutcome['kind'];

  /**
   * Name of the provider or platform.
   * @example "youtube"
   */
  name: string;

  /** Renders that completed, or posts that are published. */
  succeeded: Count;

  /** Renders or posts that failed. */
  failed: Count;

  /** Renders or posts that have not ended. */
  unfinished: Count;

  /**
   * Fraction that succeeded, of what ended; null while nothing has ended.
   * @example 0.99
   */
  success_rate: number | null;

  /**
   * The most frequent error, as a code of the catalogue or a class of failures of platforms; null without one.
   * @example "render_failed"
   */
  common_error: string | null;

  static of({ commonError, ...outcome }: ProviderOutcome): ProviderHealth {
    const ended = outcome.succeeded + outcome.failed;
    return { ...outcome, success_rate: ended === 0 ? null : outcome.succeeded / ended, common_error: commonError };
  }
}

export class ProductOverviewResponse {
  /** What `users.new`, `renders` and `uploads` cover. */
  period: ProductPeriodResponse;

  /** Users. */
  users: ProductUsers;

  /** Renders of all accounts. */
  renders: WorkResponse;

  /** Uploads of all accounts. */
  uploads: WorkResponse;

  /** Connected accounts by platform. */
  accounts: PlatformAccounts[];

  /** The queues now; null while their store does not answer. */
  queue_health: QueuesResponse | null;

  /** What became of the work of the last 24 hours, by provider. */
  provider_health: ProviderHealth[];

  /** The definition of every figure. */
  definitions: MetricDefinitionResponse[];

  static of(
    period: ProductPeriodResponse,
    figures: {
      users: UserFigures;
      work: { renders: WorkByState; uploads: WorkByState };
      accounts: readonly ConnectedAccounts[];
      queues: QueueSnapshot | null;
      providers: readonly ProviderOutcome[];
    },
  ): ProductOverviewResponse {
    return {
      period,
      users: figures.users,
      renders: WorkResponse.of(figures.work.renders),
      uploads: WorkResponse.of(figures.work.uploads),
      accounts: figures.accounts.map((accounts) => PlatformAccounts.of(accounts)),
      queue_health: figures.queues && QueuesResponse.of(figures.queues),
      provider_health: figures.providers.map((provider) => ProviderHealth.of(provider)),
      definitions: metricDefinitions(DEFINITIONS),
    };
  }
}

/** Definition of the health of the queues. */
export const QUEUE_HEALTH =
  'Jobs in the queues, worker processes that listen, and how long accepted work has waited for its queue.';

const DEFINITIONS: Readonly<Record<keyof Omit<ProductOverviewResponse, 'period' | 'definitions'>, string>> = {
  users: 'All users except deleted ones; new: those who signed up in the period.',
  renders: 'Renders that were accepted in the period, by their present state.',
  uploads:
    'Uploads that were announced in the period, by their present state, including those that were deleted since.',
  accounts: 'Accounts that are connected now.',
  queue_health: QUEUE_HEALTH,
  provider_health:
    'Renders and posts that were created in the last 24 hours, without cancelled ones. success_rate = succeeded / (succeeded + failed).',
};
