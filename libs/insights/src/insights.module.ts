import { Module } from '@nestjs/common';
import { AnalyticsRepository } from './analytics.repository';
import { AnalyticsExportRepository } from './analytics-export.repository';
import { BacklogRepository } from './backlog.repository';
import { FollowersRepository } from './followers.repository';
import { KpiRepository } from './kpi.repository';
import { PostQualityRepository } from './post-quality.repository';
import { ProductRepository } from './product.repository';
import { ReachRepository } from './reach.repository';
import { RevenueRepository } from './revenue.repository';
import { RollupsRepository } from './rollups.repository';
import { UsageRepository } from './usage.repository';

const repositories = [
  AnalyticsRepository,
  AnalyticsExportRepository,
  BacklogRepository,
  FollowersRepository,
  KpiRepository,
  PostQualityRepository,
  ProductRepository,
  ReachRepository,
  RevenueRepository,
  RollupsRepository,
  UsageRepository,
];

/** Read models behind analytics, KPI and admin, each number next to its definition. */
@Module({
  providers: repositories,
  exports: repositories,
})
export class InsightsModule {}
