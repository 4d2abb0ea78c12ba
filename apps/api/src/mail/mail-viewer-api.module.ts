import { coreConfig } from '@app/core';
import { NotificationsModule } from '@app/notifications';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { MailViewer } from './mail-viewer.service';

@Module({ imports: [NotificationsModule, ConfigModule.forFeature(coreConfig)], providers: [MailViewer] })
export class MailViewerModule {}
