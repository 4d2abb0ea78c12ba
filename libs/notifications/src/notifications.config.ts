import { defineConfig, EnvString, EnvUrl } from '@app/core';
import type { ConfigType } from '@nestjs/config';

/** Settings that all channels share; each provider adds an env class of its own. */
export class NotificationsEnv {
  /** Sender of every mail: `Name <address>` or an address alone. */
  @EnvString({
    pattern: /^([^<>\r\n]* <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
    hint: 'be an address, or Name <address>',
    required: 'production',
  })
  MAIL_FROM = 'Reelway <no-reply@localhost>';

  /** Discord webhook that notifies the operators of anything that needs their attention. Unset: off. */
  @EnvUrl(['https', 'http'], { secret: true })
  ADMIN_DISCORD_WEBHOOK_URL?: string;
}

export const notificationsConfig = defineConfig('notifications', NotificationsEnv);
export type NotificationsConfig = ConfigType<typeof notificationsConfig>;
