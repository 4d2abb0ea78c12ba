import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { SafeHttpModule } from '@app/core';
import { NotificationsModule } from '@app/notifications';
import { Module } from '@nestjs/common';
import { WebhookDeliveriesController } from './webhook-deliveries.controller';
import { WebhooksController } from './webhooks.controller';
import { WebhooksService } from './webhooks.service';

@Module({
  imports: [AuthModule, BillingModule, NotificationsModule, SafeHttpModule],
  controllers: [WebhooksController, WebhookDeliveriesController],
  providers: [WebhooksService],
})
export class WebhooksApiModule {}
