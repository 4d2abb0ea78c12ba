export { type Callback, CallbackChannelService } from './callbacks/callback-channel.service';
export {
  type CallbackSecretFacts,
  CallbackSecretsRepository,
  type IssuedCallbackSecret,
} from './callbacks/callback-secrets.repository';
export { SignedPostService } from './callbacks/signed-post.service';
export { DiscordDigestsRepository } from './discord/discord-digests.repository';
export { type DiscordNotice, DiscordNoticesRepository } from './discord/discord-notices.repository';
export { OperatorAlertsRepository } from './discord/operator-alerts.repository';
export {
  ACCOUNT_EVENTS,
  type AccountEvent,
  type AccountEventType,
  type WebhookEventType,
} from './events/account-event';
export {
  AccountEventsRepository,
  DELIVERIES_CHANNEL,
  NOTICES_CHANNEL,
  type RecordedEvent,
} from './events/account-events.repository';
export { MailModule } from './mail/mail.module';
export {
  type HeldMails,
  MAIL_BUDGETS_A_BATCH,
  MailBudgetsRepository,
  type MailKind,
} from './mail/mail-budgets.repository';
export { formatDate, layOut, type MailBlock, type MailContent } from './mail/mail-layout';
export { type Mail, Mailer } from './mail/mailer';
export { Notice, type NoticeAccount } from './notices/notice.entity';
export { type NoticeContent, NoticesRepository, type UnwrittenNotice } from './notices/notices.repository';
export { type NotificationsConfig, notificationsConfig } from './notifications.config';
export * from './notifications.errors';
export { NotificationsModule } from './notifications.module';
export { DiscordAdapter, type DiscordMessage } from './providers/discord/discord.adapter';
export { OutboxAdapter, type ReadableMail } from './providers/outbox/outbox.adapter';
export { LOGS, removeOldRows } from './remove-old-rows';
export { maskDiscordWebhook } from './settings/discord-webhook';
export {
  ADVANCED_ALERTS,
  type ChoiceChanges,
  IN_APP_EVENTS,
  isAdvancedAlert,
  type NotificationChannel,
  type NotificationChoices,
} from './settings/notification-choices';
export {
  type NotificationSettings,
  type NotificationSettingsChanges,
  NotificationSettingsService,
} from './settings/notification-settings.service';
export {
  type DeliveryAttempt,
  type TakenDelivery,
  WebhookDeliveriesRepository,
} from './webhooks/webhook-deliveries.repository';
export {
  WEBHOOK_DELIVERY_STATUSES,
  WebhookDelivery,
  type WebhookDeliveryStatus,
} from './webhooks/webhook-delivery.entity';
export type { WebhookEndpoint, WebhookEndpointChanges } from './webhooks/webhook-endpoint';
export { WebhookEndpointsRepository } from './webhooks/webhook-endpoints.repository';
