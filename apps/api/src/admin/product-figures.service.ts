import { GRACE_MS, TIERS } from '@app/billing';
import { type AnalyticsPeriod, ProductRepository, RevenueRepository } from '@app/insights';
import { QueueMonitorService, type QueueSnapshot } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import type { PeriodQuery } from '../http/period.query';
import { todayIn } from '../http/today-in';
import { ProductKpiResponse } from './product-kpi.response';
import { ProductOverviewResponse, type ProductPeriodResponse } from './product-overview.response';

const DAY_MS = 86_400_000;

/** Figures of the whole installation, for its operators. */
@Injectable()
export class ProductFiguresService {
  constructor(
    private readonly product: ProductRepository,
    private readonly revenue: RevenueRepository,
    private readonly queues: QueueMonitorService,
  ) {}

  async overview(query: PeriodQuery): Promise<ProductOverviewResponse> {
    const period = periodOf(query);
    const [users, work, accounts, providers, queues] = await Promise.all([
      this.product.users(period),
      this.product.work(period),
      this.product.accounts(),
      this.product.providers(),
      this.queueHealth(),
    ]);
    return ProductOverviewResponse.of(responseOf(period), { users, work, accounts, providers, queues });
  }

  async kpi(query: PeriodQuery): Promise<ProductKpiResponse> {
    const period = periodOf(query);
    const [users, revenue, cohorts, work, platforms, plans, queues] = await Promise.all([
      this.product.users(period),
      this.revenue.of(period),
      this.product.cohorts(period.timeZone),
      this.product.work(period),
      this.product.platforms(period),
      this.revenue.plans({ tiers: TIERS, graceMs: GRACE_MS }),
      this.queueHealth(),
    ]);
    return ProductKpiResponse.of(responseOf(period), {
      users,
      revenue,
      cohorts,
      work,
      platforms,
      plans,
      queues,
    });
  }

  /** Null while the store of the queues does not answer: everything else is in our database. */
  private queueHealth(): Promise<QueueSnapshot | null> {
    return this.queues.snapshot().catch(() => null);
  }
}

function periodOf({ days, tz: timeZone }: PeriodQuery): AnalyticsPeriod {
  const to = todayIn(timeZone);
  return { from: new Date(Date.parse(to) - (days - 1) * DAY_MS).toISOString().slice(0, 10), to, timeZone };
}

const responseOf = ({ from, to, timeZone }: AnalyticsPeriod): ProductPeriodResponse => ({
  from,
  to,
  time_zone: timeZone,
  as_of: new Date().toISOString(),
});
