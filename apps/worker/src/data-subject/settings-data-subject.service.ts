import {
  AccountEventsRepository,
  CallbackSecretsRepository,
  MailBudgetsRepository,
  maskDiscordWebhook,
  NoticesRepository,
  NotificationSettingsService,
  WebhookEndpointsRepository,
} from '@app/notifications';
import { UploadSettingsService } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

const MOST_EVENTS = 1_000;

/**
 * Exports and erases the settings of an account, which two libs store, together with its webhooks, events and notices.
 */
@Injectable()
export class SettingsDataSubjectService {
  constructor(
    private readonly uploads: UploadSettingsService,
    private readonly notifications: NotificationSettingsService,
    private readonly callbackSecrets: CallbackSecretsRepository,
    private readonly webhooks: WebhookEndpointsRepository,
    private readonly events: AccountEventsRepository,
    private readonly notices: NoticesRepository,
    private readonly mailBudgets: MailBudgetsRepository,
  ) {}

  /** Secrets are left out: the address of the Discord webhook is masked. */
  async read(userId: string): Promise<Record<string, object[]>> {
    const { discordWebhook, choices } = await this.notifications.of(userId);
    const discord_webhook = discordWebhook && maskDiscordWebhook(discordWebhook);
    const callbackSecret = await this.callbackSecrets.find(userId);
    const callback_secrets = callbackSecret ? [{ created_at: callbackSecret.createdAt }] : [];
    const endpoints = await this.webhooks.list({ ownerId: userId });
    const webhooks = endpoints.map(({ url, description, events, createdAt }) => ({
      url,
      description,
      events,
      created_at: createdAt,
    }));
    const events = await this.events.recent(userId, MOST_EVENTS);
    return {
      events,
      notices: await this.notices.recent(userId, MOST_EVENTS),
      callback_secrets,
      webhooks,
      uploads: [await this.uploads.of(userId)],
      notifications: [{ discord_webhook, ...choices }],
    };
  }

  async erase(userId: string, manager: EntityManager): Promise<void> {
    await this.uploads.erase(userId, manager);
    await this.notifications.erase(userId, manager);
    await this.callbackSecrets.erase(userId, manager);
    await this.webhooks.erase(userId, manager);
    await this.events.erase(userId, manager);
    await this.notices.erase(userId, manager);
    await this.mailBudgets.erase(userId, manager);
  }
}
