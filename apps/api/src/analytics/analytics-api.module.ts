import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { InsightsModule } from '@app/insights';
import { Module } from '@nestjs/common';
import { AnalyticsController } from './analytics.controller';
import { AnalyticsService } from './analytics.service';

@Module({
  imports: [AuthModule, BillingModule, InsightsModule],
  controllers: [AnalyticsController],
  providers: [AnalyticsService],
})
export class AnalyticsApiModule {}
