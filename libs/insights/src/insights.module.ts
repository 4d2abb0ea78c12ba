import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { AnalyticsRepository } from './analytics.repository';
import { insightsConfig } from './insights.config';
import { UsageRepository } from './usage.repository';

/** Read models behind analytics, KPI and admin, each number next to its definition. */
@Module({
  imports: [ConfigModule.forFeature(insightsConfig)],
  providers: [AnalyticsRepository, UsageRepository],
  exports: [AnalyticsRepository, UsageRepository],
})
export class InsightsModule {}
