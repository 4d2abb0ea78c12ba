import { defineConfig, EnvUrl } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class DiscordEnv {
  /** Address of an emulator that replaces `https://discord.com` in every webhook; refused in production. */
  @EnvUrl(['http', 'https'])
  DISCORD_API_URL?: string;
}

export const discordConfig = defineConfig('notifications.discord', DiscordEnv);
export type DiscordConfig = ConfigType<typeof discordConfig>;
