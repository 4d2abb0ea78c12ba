import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { Module } from '@nestjs/common';
import { BillingController } from './billing.controller';
import { Checkouts } from './checkouts.service';
import { OffersController } from './offers.controller';
import { PaymentWebhookController } from './payment-webhook.controller';

@Module({ imports: [AuthModule, BillingModule], controllers: [BillingController, OffersController, PaymentWebhookController], providers: [Checkouts] })
export class BillingDoorModule {}
