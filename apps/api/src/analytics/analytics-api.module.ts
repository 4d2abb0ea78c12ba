import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { InsightsModule } from '@app/insights';
import { Module } from '@nestjs/common';
import { AnalyticsController } from './analytics.controller';
import { AnalyticsService } from './analytics.service';
import { AnalyticsExportsService } from './analytics-exports.service';
import { AnalyticsPeriodService } from './analytics-period.service';
import { KpiController } from './kpi.controller';
import { KpiService } from './kpi.service';

@Module({
  imports: [AuthModule, BillingModule, InsightsModule],
  controllers: [AnalyticsController, KpiController],
  providers: [AnalyticsService, AnalyticsExportsService, AnalyticsPeriodService, KpiService],
})
export class AnalyticsApiModule {}
