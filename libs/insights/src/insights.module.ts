import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { AnalyticsRepository } from './analytics.repository';
import { AnalyticsExportRepository } from './analytics-export.repository';
import { insightsConfig } from './insights.config';
import { KpiRepository } from './kpi.repository';
import { UsageRepository } from './usage.repository';

/** Read models behind analytics, KPI and admin, each number next to its definition. */
@Module({
  imports: [ConfigModule.forFeature(insightsConfig)],
  providers: [AnalyticsRepository, AnalyticsExportRepository, KpiRepository, UsageRepository],
  exports: [AnalyticsRepository, AnalyticsExportRepository, KpiRepository, UsageRepository],
})
export class InsightsModule {}
