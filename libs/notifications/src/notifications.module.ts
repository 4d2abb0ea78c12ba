import { coreConfig, SafeHttpModule, VaultModule } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { CallbackChannelService } from './callbacks/callback-channel.service';
import { chooseMailer } from './mail/choose-mailer';
import { Mailer } from './mail/mailer';
import { notificationsConfig } from './notifications.config';
import { DiscordAdapter, discordConfig, mailgunConfig, smtpConfig } from './providers';
import { NotificationSettingsRepository } from './settings/notification-settings.repository';
import { NotificationSettingsService } from './settings/notification-settings.service';

const configs = [coreConfig, notificationsConfig, mailgunConfig, smtpConfig];

/** Mail, Discord, outgoing webhooks, in-app events and live progress. */
@Module({
  imports: [
    ...[...configs, discordConfig].map((config) => ConfigModule.forFeature(config)),
    SafeHttpModule,
    VaultModule,
  ],
  providers: [
    { provide: Mailer, inject: configs.map((config) => config.KEY), useFactory: chooseMailer },
    CallbackChannelService,
    DiscordAdapter,
    NotificationSettingsRepository,
    NotificationSettingsService,
  ],
  exports: [CallbackChannelService, DiscordAdapter, Mailer, NotificationSettingsService],
})
export class NotificationsModule {}
