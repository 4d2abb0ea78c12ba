import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { coreConfig } from '@app/core';
import { InsightsModule } from '@app/insights';
import { JobWorkersModule } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import { PlatformsModule } from '@app/platforms';
import { UploadsModule } from '@app/uploads';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { EventSubjectsService } from './event-subjects.service';
import { NoticeWriterService } from './notice-writer.service';
import { RecordDailySummaryHandler } from './record-daily-summary.handler';
import { SendDiscordNoticesHandler } from './send-discord-notices.handler';

@Module({
  imports: [
    JobWorkersModule,
    AuthModule,
    BillingModule,
    InsightsModule,
    NotificationsModule,
    PlatformsModule,
    UploadsModule,
    ConfigModule.forFeature(coreConfig),
  ],
  providers: [EventSubjectsService, NoticeWriterService, RecordDailySummaryHandler, SendDiscordNoticesHandler],
})
export class NotificationsJobsModule {}
