import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AnalyticsPeriod } from './analytics-period';

/** Recurring revenue in one currency, in its smallest unit. */
export interface CurrencyRevenue {
  currency: string;
  /** Sum over the subscriptions that are active or past due. */
  monthly: number;
  yearly: number;
  /** The part of `monthly` that is past due. */
  pastDue: number;
  /** What trials will pay each month once they end; not part of `monthly`. */
  trialing: number;
}

export interface RevenueFigures {
  currencies: CurrencyRevenue[];
  /** Subscriptions that are active, past due or in a trial. */
  subscriptions: number;
  /** Those whose price is known; only they are in `currencies`. */
  priced: number;
  /** Users who pay now: with an active or past due subscription that costs something. */
  payingUsers: number;
  /** Users in a trial who do not pay yet. */
  trialingUsers: number;
  /** Users who paid when the period began, and how many of them do not pay now. */
  payingAtStart: number;
  lostUsers: number;
}

/** How plans are compared and how long they last without payment. */
export interface PlanRules {
  /** From lowest to highest; the first is the free one. */
  tiers: readonly string[];
  graceMs: number;
}

const COUNTED = `status in ('active', 'past_due')`;

/** What subscriptions earn, and which plans people have. Grants earn nothing. */
@Injectable()
export class RevenueRepository {
  constructor(private readonly dataSource: DataSource) {}

  async of({ from, timeZone }: Pick<AnalyticsPeriod, 'from' | 'timeZone'>): Promise<RevenueFigures> {
    const currencies = await this.dataSource.query<CurrencyRevenue[]>(
      `select currency, coalesce(round(sum(monthly) filter (where ${COUNTED})), 0)::float8 as monthly,
          coalesce(round(sum(monthly * 12) filter (where ${COUNTED})), 0)::float8 as yearly,
          coalesce(round(sum(monthly) filter (where status = 'past_due')), 0)::float8 as "pastDue",
          coalesce(round(sum(monthly) filter (where status = 'trialing')), 0)::float8 as trialing
        from insights_subscriptions where (${COUNTED} or status = 'trialing') and monthly is not null group by currency order by currency`,
    );
    const [users] = await this.dataSource.query<[Omit<RevenueFigures, 'currencies'>]>(
      `with subscribed as (
          select user_id, bool_or(${COUNTED} and monthly > 0) as paying, bool_or(status = 'trialing') as trialing,
            bool_or(monthly > 0 and status not like 'incomplete%' and paying_from < starts and (ended_at is null or ended_at >= starts)) as paid,
            count(*) filter (where ${COUNTED} or status = 'trialing') as live, count(monthly) filter (where ${COUNTED} or status = 'trialing') as priced
          from insights_subscriptions, (select $1::date::timestamp at time zone $2 as starts) period group by user_id
        )
        select coalesce(sum(live), 0)::int as subscriptions, coalesce(sum(priced), 0)::int as priced,
          (count(*) filter (where paying))::int as "payingUsers", (count(*) filter (where trialing and paying is not true))::int as "trialingUsers",
          (count(*) filter (where paid))::int as "payingAtStart", (count(*) filter (where paid and paying is not true))::int as "lostUsers"
        from subscribed`,
      [from, timeZone],
    );
    return { ...users, currencies };
  }

  /** Users by the plan that they have now, by subscription or grant, from the lowest; plans without users are missing. */
  async plans({ tiers, graceMs }: PlanRules): Promise<{ tier: string; users: number }[]> {
    return this.dataSource.query(
      `with given as (
          select user_id, tier from insights_plan_grants where expires_at is null or expires_at > now()
          union all
          select user_id, tier from insights_subscriptions
            where (not cancel_at_period_end or current_period_end > now()) and (status in ('active', 'trialing')
              or status = 'past_due' and coalesce(past_due_since, current_period_end) + $2::float8 * interval '1 millisecond' > now())
        ), plans as (
          select u.id, coalesce(max(array_position($1::text[], tier)), 1) as rank from insights_users u left join given on given.user_id = u.id group by u.id
        )
        select ($1::text[])[rank] as tier, count(*)::int as users from plans group by rank order by rank`,
      [tiers, graceMs],
    );
  }
}
