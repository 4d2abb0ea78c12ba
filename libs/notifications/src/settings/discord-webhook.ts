/**
 * Complete and strict, to leave no room for ambiguity: no port, no credentials, no other path. It may name a thread.
 */
export const DISCORD_WEBHOOK =
  /^https:\/\/(?:(?:ptb\.|canary\.)?discord\.com|discordapp\.com)(?<path>\/api\/webhooks\/\d{1,25})\/[\w-]{1,200}(?:\?thread_id=\d{1,25})?$/;

const HIDDEN = '********';

/** Whether a message may go to this URL: only to Discord's own hosts, below `/api/webhooks/`. */
export const isDiscordWebhook = (url: string): boolean => DISCORD_WEBHOOK.test(url);

/** The URL without the secret that lets its holder write. */
export const maskDiscordWebhook = (url: string): string =>
  `https://discord.com${DISCORD_WEBHOOK.exec(url)?.groups?.path ?? '/api/webhooks'}/${HIDDEN}`;
