import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { InsightsModule } from '@app/insights';
import { Module } from '@nestjs/common';
import { BillingController } from './billing.controller';
import { CheckoutsService } from './checkouts.service';
import { OffersController } from './offers.controller';
import { StripeWebhookController } from './stripe-webhook.controller';
import { StripeWebhookService } from './stripe-webhook.service';
import { UsageController } from './usage.controller';

@Module({
  imports: [AuthModule, BillingModule, InsightsModule],
  controllers: [BillingController, OffersController, StripeWebhookController, UsageController],
  providers: [CheckoutsService, StripeWebhookService],
})
export class BillingApiModule {}
