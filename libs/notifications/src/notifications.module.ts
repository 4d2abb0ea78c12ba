import { coreConfig, providerConfigurations, SafeHttpModule, VaultModule } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { CallbackChannelService } from './callbacks/callback-channel.service';
import { CallbackSecretsRepository } from './callbacks/callback-secrets.repository';
import { MailModule } from './mail/mail.module';
import { notificationsConfig } from './notifications.config';
import { channelProviders } from './providers';
import { NotificationSettingsRepository } from './settings/notification-settings.repository';
import { NotificationSettingsService } from './settings/notification-settings.service';

const channels = channelProviders.map(({ provide }) => provide);

/** Mail, Discord, outgoing webhooks, in-app events and live progress. */
@Module({
  imports: [
    ...[coreConfig, notificationsConfig].map((config) => ConfigModule.forFeature(config)),
    ...providerConfigurations(channelProviders),
    MailModule,
    SafeHttpModule,
    VaultModule,
  ],
  providers: [
    CallbackChannelService,
    CallbackSecretsRepository,
    ...channels,
    NotificationSettingsRepository,
    NotificationSettingsService,
  ],
  exports: [CallbackChannelService, CallbackSecretsRepository, ...channels, MailModule, NotificationSettingsService],
})
export class NotificationsModule {}
