import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { insightsConfig } from './insights.config';
import { UsageRepository } from './usage.repository';

/** Read models behind analytics, KPI and admin, each number next to its definition. */
@Module({
  imports: [ConfigModule.forFeature(insightsConfig)],
  providers: [UsageRepository],
  exports: [UsageRepository],
})
export class InsightsModule {}
