import { AuthModule } from '@app/auth';
import { JobWorkersModule } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import { Module } from '@nestjs/common';
import { DeliverWebhooksHandler } from './deliver-webhooks.handler';
import { WebhooksMaintenanceService } from './webhooks-maintenance.service';

@Module({
  imports: [JobWorkersModule, AuthModule, NotificationsModule],
  providers: [DeliverWebhooksHandler, WebhooksMaintenanceService],
})
export class WebhooksJobsModule {}
