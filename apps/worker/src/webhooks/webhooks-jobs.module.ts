import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { NotificationsModule } from '@app/notifications';
import { Module } from '@nestjs/common';
import { WebhookPlansService } from './webhook-plans.service';
import { WebhookSenderService } from './webhook-sender.service';

@Module({
  imports: [AuthModule, BillingModule, NotificationsModule],
  providers: [WebhookSenderService, WebhookPlansService],
})
export class WebhooksJobsModule {}
