import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { notificationsConfig } from './notifications.config';

/** Mail, Discord, outgoing webhooks, in-app events and live progress. */
@Module({ imports: [ConfigModule.forFeature(notificationsConfig)] })
export class NotificationsModule {}
