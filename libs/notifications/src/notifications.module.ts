import { coreConfig, providerConfigurations, SafeHttpModule, VaultModule } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CallbackChannelService } from './callbacks/callback-channel.service';
import { CallbackSecretsRepository } from './callbacks/callback-secrets.repository';
import { SignedPostService } from './callbacks/signed-post.service';
import { DiscordDigestsRepository } from './discord/discord-digests.repository';
import { DiscordNoticesRepository } from './discord/discord-notices.repository';
import { OperatorAlertsRepository } from './discord/operator-alerts.repository';
import { AccountEventsRepository } from './events/account-events.repository';
import { MailModule } from './mail/mail.module';
import { MailBudgetsRepository } from './mail/mail-budgets.repository';
import { Notice } from './notices/notice.entity';
import { NoticesRepository } from './notices/notices.repository';
import { notificationsConfig } from './notifications.config';
import { channelProviders } from './providers';
import { NotificationSettingsRepository } from './settings/notification-settings.repository';
import { NotificationSettingsService } from './settings/notification-settings.service';
import { WebhookDeliveriesRepository } from './webhooks/webhook-deliveries.repository';
import { WebhookDelivery } from './webhooks/webhook-delivery.entity';
import { WebhookEndpointsRepository } from './webhooks/webhook-endpoints.repository';

const channels = channelProviders.map(({ provide }) => provide);

/** The events of accounts and the channels that report them: notices in the dashboard, mail, Discord, outgoing webhooks, streams. */
@Module({
  imports: [
    ...[coreConfig, notificationsConfig].map((config) => ConfigModule.forFeature(config)),
    ...providerConfigurations(channelProviders),
    MailModule,
    SafeHttpModule,
    TypeOrmModule.forFeature([Notice, WebhookDelivery]),
    VaultModule,
  ],
  providers: [
    AccountEventsRepository,
    CallbackChannelService,
    CallbackSecretsRepository,
    DiscordDigestsRepository,
    DiscordNoticesRepository,
    ...channels,
    MailBudgetsRepository,
    NoticesRepository,
    NotificationSettingsRepository,
    NotificationSettingsService,
    OperatorAlertsRepository,
    SignedPostService,
    WebhookDeliveriesRepository,
    WebhookEndpointsRepository,
  ],
  exports: [
    AccountEventsRepository,
    CallbackChannelService,
    CallbackSecretsRepository,
    DiscordDigestsRepository,
    DiscordNoticesRepository,
    ...channels,
    MailBudgetsRepository,
    MailModule,
    NoticesRepository,
    NotificationSettingsService,
    OperatorAlertsRepository,
    SignedPostService,
    WebhookDeliveriesRepository,
    WebhookEndpointsRepository,
  ],
})
export class NotificationsModule {}
