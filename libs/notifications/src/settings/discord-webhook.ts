/** Whole and strict, so that there is nothing to misread: no port, no credentials, no other path. A thread may be named. */
const WEBHOOK =
  /^https:\/\/(?:(?:ptb\.|canary\.)?discord\.com|discordapp\.com)(?<path>\/api\/webhooks\/\d{1,25})\/[\w-]{1,200}(?:\?thread_id=\d{1,25})?$/;

const HIDDEN = '********';

/** Whether a message may go there: the hosts of Discord itself, below `/api/webhooks/`. */
export const isDiscordWebhook = (url: string): boolean => WEBHOOK.test(url);

/** The URL without the secret that lets its holder write. */
export const maskDiscordWebhook = (url: string): string =>
  `https://discord.com${WEBHOOK.exec(url)?.groups?.path ?? '/api/webhooks'}/${HIDDEN}`;
