import { type AppError, ConfigurationError, type CoreConfig, type SafeHttpService } from '@app/core';
import { discordWebhookGone, notificationNotDelivered } from '../../notifications.errors';
import { isDiscordWebhook } from '../../settings/discord-webhook';
import type { DiscordConfig } from './discord.config';

/** What a message may hold (discord.com/developers, "Execute Webhook"). */
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

/** Answers that no repetition makes better: the webhook was deleted or its token is not right. */
const GONE: ReadonlySet<number> = new Set([401, 403, 404]);
const MOST_WAIT_SECONDS = 3_600;

/** Writes to a channel by its webhook. */
export class DiscordAdapter {
  private readonly standIn?: string;

  /** @throws ConfigurationError for a stand-in in production */
  constructor(
    private readonly http: SafeHttpService,
    core: CoreConfig,
    { DISCORD_API_URL }: DiscordConfig,
  ) {
    if (core.isProduction && DISCORD_API_URL)
      throw new ConfigurationError(['DISCORD_API_URL is for development: in production messages go to Discord itself']);
    this.standIn = DISCORD_API_URL;
  }

  /**
   * Mentions in the text notify no one. Redirects are not followed.
   * @throws discord_webhook_gone, notification_not_delivered (with the time to wait when Discord says one), and what `SafeHttp` throws
   */
  async send(webhook: string, message: DiscordMessage, signal?: AbortSignal): Promise<void> {
    if (!isDiscordWebhook(webhook)) throw discordWebhookGone('The URL is not a Discord webhook.');
    const { pathname, search } = new URL(webhook);
    const url = this.standIn ? `${this.standIn}${pathname}${search}` : webhook;
    const { status, headers } = await this.http.postJson(
      url,
      JSON.stringify({ ...message, allowed_mentions: { parse: [] } }),
      { signal },
    );
    if (status !== 200 && status !== 204) throw refusal(status, Number(headers['retry-after']));
  }
}

function refusal(status: number, waitSeconds: number): AppError {
  if (GONE.has(status)) return discordWebhookGone();
  if (status !== 429) return notificationNotDelivered(`Discord answered ${status}.`);
  const retryAfterSeconds = Math.min(Math.max(Math.ceil(waitSeconds) || 1, 1), MOST_WAIT_SECONDS);
  return notificationNotDelivered('Discord is rate limiting this webhook.', { retryAfterSeconds });
}
