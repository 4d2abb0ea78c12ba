export { type AnalyticsPeriod, AnalyticsRepository, type SeriesBucket, type StateCounts } from './analytics.repository';
export { type InsightsConfig, InsightsEnv, insightsConfig } from './insights.config';
export { InsightsModule } from './insights.module';
export { type Usage, type UsageFigures, type UsagePeriod, UsageRepository } from './usage.repository';
