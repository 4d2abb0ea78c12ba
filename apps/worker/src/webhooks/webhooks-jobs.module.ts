import { AuthModule } from '@app/auth';
import { NotificationsModule } from '@app/notifications';
import { Module } from '@nestjs/common';
import { WebhookSenderService } from './webhook-sender.service';

@Module({
  imports: [AuthModule, NotificationsModule],
  providers: [WebhookSenderService],
})
export class WebhooksJobsModule {}
