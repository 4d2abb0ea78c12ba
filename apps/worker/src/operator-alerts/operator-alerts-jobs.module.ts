import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { JobWorkersModule } from '@app/jobs';
import { NotificationsModule, notificationsConfig } from '@app/notifications';
import { PlatformsModule } from '@app/platforms';
import { RenderProxyModule } from '@app/render-proxy';
import { StorageModule } from '@app/storage';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { OperatorProblemsService } from './operator-problems.service';
import { SendOperatorAlertsHandler } from './send-operator-alerts.handler';

@Module({
  imports: [
    JobWorkersModule,
    AuthModule,
    BillingModule,
    NotificationsModule,
    PlatformsModule,
    RenderProxyModule,
    StorageModule,
    ConfigModule.forFeature(notificationsConfig),
  ],
  providers: [OperatorProblemsService, SendOperatorAlertsHandler],
})
export class OperatorAlertsJobsModule {}
