import { type ApiAnswer, ApiClient, type AppError, ConfigurationError, type CoreConfig } from '@app/core';
import type { OnApplicationShutdown } from '@nestjs/common';
import { discordWebhookGone, notificationNotDelivered } from '../../notifications.errors';
import { isDiscordWebhook } from '../../settings/discord-webhook';
import type { DiscordConfig } from './discord.config';

/** Limits of a message (discord.com/developers, "Execute Webhook"). */
export interface DiscordMessage {
  /** Up to 2,000 characters of Markdown. */
  content?: string;
  /** Up to 10. */
  embeds?: {
    title?: string;
    description?: string;
    url?: string;
    color?: number;
    fields?: { name: string; value: string; inline?: boolean }[];
  }[];
}

/** Answers that a retry cannot change: the webhook was deleted or its token is wrong. */
const GONE: ReadonlySet<number> = new Set([401, 403, 404]);
const TIMEOUT_MS = 15_000;

/** Writes to a channel by its webhook. */
export class DiscordAdapter implements OnApplicationShutdown {
  private readonly api = new ApiClient({ totalTimeoutMs: TIMEOUT_MS });
  private readonly standIn?: string;

  /** @throws ConfigurationError for an emulator in production */
  constructor(core: CoreConfig, { DISCORD_API_URL }: DiscordConfig) {
    if (core.isProduction && DISCORD_API_URL)
      throw new ConfigurationError([
        'DISCORD_API_URL is for development only: in production messages go to Discord itself',
      ]);
    this.standIn = DISCORD_API_URL;
  }

  onApplicationShutdown(): Promise<void> {
    return this.api.close();
  }

  /**
   * Mentions in the text notify no one.
   * @throws discord_webhook_gone, notification_not_delivered (with the time to wait when Discord states one)
   */
  async send(webhook: string, message: DiscordMessage, signal?: AbortSignal): Promise<void> {
    if (!isDiscordWebhook(webhook)) throw discordWebhookGone('The URL is not a Discord webhook.');
    const { pathname, search } = new URL(webhook);
    const url = this.standIn ? `${this.standIn}${pathname}${search}` : webhook;
    const body = { ...message, allowed_mentions: { parse: [] } };
    const answer = await this.api.send(url, { method: 'POST', body, signal }).catch((error: unknown) => {
      throw notificationNotDelivered('Discord could not be reached.', { cause: error });
    });
    if (answer.status !== 200 && answer.status !== 204) throw refusal(answer);
  }
}

function refusal({ status, retryAfterSeconds = 1 }: ApiAnswer): AppError {
  if (GONE.has(status)) return discordWebhookGone();
  if (status !== 429) return notificationNotDelivered(`Discord answered ${status}.`);
  return notificationNotDelivered('Discord is rate limiting this webhook.', { retryAfterSeconds });
}
