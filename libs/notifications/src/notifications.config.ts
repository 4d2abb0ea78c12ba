import { defineConfig, EnvString } from '@app/core';
import type { ConfigType } from '@nestjs/config';
import { DISCORD_WEBHOOK } from './settings/discord-webhook';

/** Settings that all channels share; each provider adds an env class of its own. */
export class NotificationsEnv {
  /** Sender of every mail: `Name <address>` or an address alone. */
  @EnvString({
    pattern: /^([^<>\r\n]* <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
    hint: 'be an address, or Name <address>',
    required: 'production',
  })
  MAIL_FROM = 'Reelway <no-reply@localhost>';

  /**
   * Discord webhook of the operators. The worker reports jobs that failed or do not move, an altered audit log, and
   * faults of the stores and of the render provider, each at most once an hour. Unset: off.
   */
  @EnvString({
    secret: true,
    pattern: DISCORD_WEBHOOK,
    hint: 'look like https://discord.com/api/webhooks/<id>/<token>',
  })
  ADMIN_DISCORD_WEBHOOK_URL?: string;
}

export const notificationsConfig = defineConfig('notifications', NotificationsEnv);
export type NotificationsConfig = ConfigType<typeof notificationsConfig>;
