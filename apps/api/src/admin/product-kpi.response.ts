import type { Cohort, CurrencyRevenue, RevenueFigures, UserFigures, WorkByState } from '@app/insights';
import type { QueueSnapshot } from '@app/jobs';
import type { Count, Currency, MinorUnits } from '../http/field-types';
import { type MetricDefinitionResponse, metricDefinitions } from '../responses/metric-definition.response';
import { type ProductPeriodResponse, QUEUE_HEALTH, WorkResponse } from './product-overview.response';
import { QueuesResponse } from './queues.response';

class PayingUsers {
  /** Users of the installation. */
  total: Count;

  /** Users who signed up in the period. */
  new: Count;

  /** Users who pay now. */
  paying: Count;

  /** Users in a trial who do not pay yet. */
  trialing: Count;

  /**
   * paying / total; null without users.
   * @example 0.12
   */
  conversion_rate: number | null;
}

class RevenueOfCurrency {
  /** Currency of the amounts. */
  currency: Currency;

  /** Monthly recurring revenue. */
  mrr: MinorUnits;

  /** Yearly recurring revenue. */
  arr: MinorUnits;

  /** The part of `mrr` that is past due. */
  past_due_mrr: MinorUnits;

  /** What trials will pay each month once they end; not part of `mrr`. */
  trialing_mrr: MinorUnits;

  static of({ currency, monthly, yearly, pastDue, trialing }: CurrencyRevenue): RevenueOfCurrency {
    return { currency, mrr: monthly, arr: yearly, past_due_mrr: pastDue, trialing_mrr: trialing };
  }
}

class RevenueResponse {
  /** Revenue by currency; amounts of several currencies cannot be added. */
  currencies: RevenueOfCurrency[];

  /** Subscriptions that are active, past due or in a trial. */
  subscriptions: Count;

  /**
   * Fraction of `subscriptions` whose price is known; `currencies` counts only these. Null without subscriptions.
   * @example 1
   */
  coverage: number | null;
}

class ChurnResponse {
  /** Users who paid when the period began. */
  paying_at_start: Count;

  /** How many of them do not pay now. */
  lost: Count;

  /**
   * lost / paying_at_start; null if nobody paid.
   * @example 0.03
   */
  rate: number | null;
}

class CohortResponse implements Cohort {
  /**
   * Month of the sign-up.
   * @example "2026-05"
   */
  month: string;

  /** Users who signed up in it. */
  users: Count;

  /** Of these, users with a confirmed address. */
  confirmed: Count;

  /** Of these, users with a connected account. */
  connected: Count;

  /** Of these, users with at least one upload. */
  uploaded: Count;

  /** Of these, users who pay now. */
  paying: Count;

  /** Of these, users with a render or an upload of the last 30 days. */
  active: Count;
}

class PlatformShare {
  /**
   * Name of the platform.
   * @example "tiktok"
   */
  platform: string;

  /** Uploads for it. */
  uploads: Count;

  /**
   * The same as a fraction of all uploads of the period.
   * @example 0.4
   */
  share: number;
}

class PlanUsers {
  /**
   * Plan.
   * @example "creator"
   */
  tier: string;

  /** Users who have it now. */
  users: Count;
}

export class ProductKpiResponse {
  /** What `users.new`, `churn`, `renders`, `uploads` and `platforms` cover. */
  period: ProductPeriodResponse;

  /** Users. */
  users: PayingUsers;

  /** Recurring revenue. */
  revenue: RevenueResponse;

  /** Users who stopped paying. */
  churn: ChurnResponse;

  /** The last twelve months, oldest first; months without new users are missing. */
  cohorts: CohortResponse[];

  /** Renders of all accounts. */
  renders: WorkResponse;

  /** Uploads of all accounts. */
  uploads: WorkResponse;

  /** Uploads by platform, most frequent first. */
  platforms: PlatformShare[];

  /** Users by plan, from the lowest; plans without users are missing. */
  plans: PlanUsers[];

  /** The queues now; null while their store does not answer. */
  queue_health: QueuesResponse | null;

  /** The definition of every figure. */
  definitions: MetricDefinitionResponse[];

  static of(
    period: ProductPeriodResponse,
    figures: {
      users: UserFigures;
      revenue: RevenueFigures;
      cohorts: readonly Cohort[];
      work: { renders: WorkByState; uploads: WorkByState };
      platforms: readonly { platform: string; uploads: number }[];
      plans: readonly PlanUsers[];
      queues: QueueSnapshot | null;
    },
  ): ProductKpiResponse {
    const { revenue, users, cohorts, work, platforms, plans, queues } = figures;
    const uploads = WorkResponse.of(work.uploads);
    return {
      period,
      users: {
        total: users.total,
        new: users.new,
        paying: revenue.payingUsers,
        trialing: revenue.trialingUsers,
        conversion_rate: fraction(revenue.payingUsers, users.total),
      },
      revenue: {
        currencies: revenue.currencies.map((each) => RevenueOfCurrency.of(each)),
        subscriptions: revenue.subscriptions,
        coverage: fraction(revenue.priced, revenue.subscriptions),
      },
      churn: {
        paying_at_start: revenue.payingAtStart,
        lost: revenue.lostUsers,
        rate: fraction(revenue.lostUsers, revenue.payingAtStart),
      },
      cohorts: [...cohorts],
      renders: WorkResponse.of(work.renders),
      uploads,
      platforms: platforms.map((each) => ({ ...each, share: each.uploads / uploads.total })),
      plans: [...plans],
      queue_health: queues && QueuesResponse.of(queues),
      definitions: metricDefinitions(DEFINITIONS),
    };
  }
}

const fraction = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

const DEFINITIONS: Readonly<Record<string, string>> = {
  users: 'All users except deleted ones; new: those who signed up in the period.',
  'users.paying': 'Users with an active or past due subscription that costs something. Grants and trials do not count.',
  'users.conversion_rate': 'paying / total.',
  'revenue.mrr':
    'The price of each active or past due subscription times its quantity, less the discounts that last (as on the invoice: those of the plan, then those of the subscription or, if it has none, that of the customer), divided by the months of its billing interval (a year has 12 months, 52 weeks and 365 days). Subscriptions that are cancelled count until they end.',
  'revenue.arr': 'The same for twelve months.',
  'revenue.trialing_mrr': 'The same for subscriptions in a trial, which are not in mrr.',
  'revenue.coverage': 'Subscriptions whose price is known / subscriptions that are active, past due or in a trial.',
  'churn.rate':
    'Users who paid when the period began and do not pay now / users who paid when the period began. Lower plans are no churn.',
  cohorts: 'Users by the month of their sign-up in the time zone, and what they do now.',
  renders: 'Renders that were accepted in the period, by their present state.',
  uploads:
    'Uploads that were announced in the period, by their present state, including those that were deleted since.',
  platforms:
    'Uploads of the period that name the platform; one upload counts for each of its platforms. share = uploads of the platform / uploads of the period.',
  plans: 'Users by the highest plan that a subscription or a grant gives them now.',
  queue_health: QUEUE_HEALTH,
};
