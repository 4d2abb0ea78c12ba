export { AnalyticsRepository, type SeriesBucket, type StateCounts } from './analytics.repository';
export { AnalyticsExportRepository, type ExportedRow, type ExportFilter } from './analytics-export.repository';
export type { AnalyticsPeriod } from './analytics-period';
export { BacklogRepository, type BacklogState } from './backlog.repository';
export {
  type AccountFollowers,
  type FollowerDay,
  type FollowerGrowth,
  FollowersRepository,
  type KnownFollowers,
} from './followers.repository';
export { InsightsModule } from './insights.module';
export { type Counts, type KpiFigures, type KpiFilter, KpiRepository } from './kpi.repository';
export { type PostQuality, PostQualityRepository } from './post-quality.repository';
export {
  type Cohort,
  type ConnectedAccounts,
  ProductRepository,
  type ProviderOutcome,
  type UserFigures,
  type WorkByState,
} from './product.repository';
export { type PlatformReach, type Reach, ReachRepository } from './reach.repository';
export { type CurrencyRevenue, type PlanRules, type RevenueFigures, RevenueRepository } from './revenue.repository';
export { RollupsRepository } from './rollups.repository';
export { type UploadFilter } from './upload-filter';
export { type Usage, type UsageFigures, type UsagePeriod, UsageRepository } from './usage.repository';
