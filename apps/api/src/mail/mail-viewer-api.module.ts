import { coreConfig } from '@app/core';
import { NotificationsModule } from '@app/notifications';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { MailViewerService } from './mail-viewer.service';

@Module({ imports: [NotificationsModule, ConfigModule.forFeature(coreConfig)], providers: [MailViewerService] })
export class MailViewerApiModule {}
