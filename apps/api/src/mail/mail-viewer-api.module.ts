import { coreConfig } from '@app/core';
import { NotificationsModule } from '@app/notifications';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { mailViewerConfig } from './mail-viewer.config';
import { MailViewerService } from './mail-viewer.service';

@Module({
  imports: [NotificationsModule, ...[coreConfig, mailViewerConfig].map((config) => ConfigModule.forFeature(config))],
  providers: [MailViewerService],
})
export class MailViewerApiModule {}
