import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AnalyticsPeriod } from './analytics-period';

/** Deleted users do not count. */
export interface UserFigures {
  total: number;
  /** Signed up in the period. */
  new: number;
  confirmed: number;
  suspended: number;
  admins: number;
}

/** Renders or uploads that were created in the period, by their present state; states without rows are missing. */
export type WorkByState = Readonly<Record<string, number>>;

/** Connected accounts of one platform. */
export interface ConnectedAccounts {
  platform: string;
  active: number;
  needsReconnection: number;
  users: number;
}

/** What became of the work of the last 24 hours at one provider. */
export interface ProviderOutcome {
  kind: 'render' | 'platform';
  name: string;
  succeeded: number;
  failed: number;
  unfinished: number;
  /** Code or class of the most frequent error; null without one. */
  commonError: string | null;
}

/** The people who signed up in one month, and what they do now. */
export interface Cohort {
  /** `YYYY-MM` in the time zone. */
  month: string;
  users: number;
  confirmed: number;
  /** With a connected account. */
  connected: number;
  /** With at least one upload. */
  uploaded: number;
  paying: number;
  /** With a render or upload of the last 30 days. */
  active: number;
}

const PERIOD = `period as materialized (
    select $1::date::timestamp at time zone $3 as starts, ($2::date + 1)::timestamp at time zone $3 as ends
  )`;

/** Figures of the whole installation, counted from the rows themselves. */
@Injectable()
export class ProductRepository {
  constructor(private readonly dataSource: DataSource) {}

  async users({ from, to, timeZone }: AnalyticsPeriod): Promise<UserFigures> {
    const [row] = await this.dataSource.query<[UserFigures]>(
      `with ${PERIOD}
        select count(*)::int as total, (count(*) filter (where created_at >= starts and created_at < ends))::int as new,
          (count(*) filter (where email_verified_at is not null))::int as confirmed,
          (count(*) filter (where status = 'suspended'))::int as suspended, (count(*) filter (where role = 'admin'))::int as admins
        from insights_users, period`,
      [from, to, timeZone],
    );
    return row;
  }

  async work({ from, to, timeZone }: AnalyticsPeriod): Promise<{ renders: WorkByState; uploads: WorkByState }> {
    const rows = await this.dataSource.query<{ kind: string; status: string; n: number }[]>(
      `with ${PERIOD}
        select 'renders' as kind, status, count(*)::int as n from insights_renders, period
          where created_at >= starts and created_at < ends group by status
        union all
        select 'uploads', status, count(*)::int from insights_uploads, period
          where created_at >= starts and created_at < ends group by status`,
      [from, to, timeZone],
    );
    const of = (kind: string) =>
      Object.fromEntries(rows.filter((row) => row.kind === kind).map(({ status, n }) => [status, n]));
    return { renders: of('renders'), uploads: of('uploads') };
  }

  /** Uploads of the period by platform, most frequent first; one upload counts for each of its platforms. */
  async platforms({ from, to, timeZone }: AnalyticsPeriod): Promise<{ platform: string; uploads: number }[]> {
    return this.dataSource.query(
      `with ${PERIOD}
        select platform, count(*)::int as uploads from period, insights_uploads u
          join insights_upload_targets t on t.upload_id = u.id
          where created_at >= starts and created_at < ends group by platform order by uploads desc, platform`,
      [from, to, timeZone],
    );
  }

  async accounts(): Promise<ConnectedAccounts[]> {
    return this.dataSource.query(
      `select platform, (count(*) filter (where status = 'active'))::int as active,
          (count(*) filter (where status <> 'active'))::int as "needsReconnection", count(distinct user_id)::int as users
        from insights_platform_accounts group by platform order by platform`,
    );
  }

  async providers(): Promise<ProviderOutcome[]> {
    return this.dataSource.query(
      `with work as (
          select 'render' as kind, provider as name, status = 'completed' as ok, status = 'failed' as bad, status = 'cancelled' as gone, error_code
            from insights_renders where created_at >= now() - interval '24 hours'
          union all
          select 'platform', platform, status in ('published', 'verified'), status = 'failed', status = 'cancelled', failure_class
            from insights_publications where created_at >= now() - interval '24 hours'
        )
        select kind, name, (count(*) filter (where ok))::int as succeeded, (count(*) filter (where bad))::int as failed,
          (count(*) filter (where not ok and not bad))::int as unfinished, mode() within group (order by error_code) filter (where bad) as "commonError"
        from work where not gone group by kind, name order by kind, name`,
    );
  }

  /** The last twelve months, oldest first; months without new users are missing. */
  async cohorts(timeZone: string): Promise<Cohort[]> {
    return this.dataSource.query(
      `select to_char(created_at at time zone $1, 'YYYY-MM') as month, count(*)::int as users,
          (count(*) filter (where email_verified_at is not null))::int as confirmed, (count(*) filter (where connected))::int as connected,
          (count(*) filter (where uploaded))::int as uploaded, (count(*) filter (where paying))::int as paying, (count(*) filter (where active))::int as active
        from insights_users u cross join lateral (select
          exists (select from insights_platform_accounts where user_id = u.id) as connected,
          exists (select from insights_uploads where user_id = u.id) as uploaded,
          exists (select from insights_subscriptions where user_id = u.id and status in ('active', 'past_due') and monthly > 0) as paying,
          exists (select from insights_uploads where user_id = u.id and created_at >= now() - interval '30 days')
            or exists (select from insights_renders where user_id = u.id and created_at >= now() - interval '30 days') as active) deeds
        where created_at >= (date_trunc('month', now() at time zone $1) - interval '11 months') at time zone $1
        group by month order by month`,
      [timeZone],
    );
  }
}
