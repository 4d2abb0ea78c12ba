import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { InsightsModule } from '@app/insights';
import { Module } from '@nestjs/common';
import { BillingController } from './billing.controller';
import { CheckoutsService } from './checkouts.service';
import { OffersController } from './offers.controller';
import { PaymentWebhookController } from './payment-webhook.controller';
import { UsageController } from './usage.controller';

@Module({
  imports: [AuthModule, BillingModule, InsightsModule],
  controllers: [BillingController, OffersController, PaymentWebhookController, UsageController],
  providers: [CheckoutsService],
})
export class BillingApiModule {}
