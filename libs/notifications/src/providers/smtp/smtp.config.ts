import { defineConfig, EnvUrl } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class SmtpEnv {
  /** `smtp[s]://user:password@host:port`: sends mail through this server. */
  @EnvUrl(['smtp', 'smtps'], { secret: true })
  SMTP_URL?: string;
}

export const smtpConfig = defineConfig('notifications.smtp', SmtpEnv);
export type SmtpConfig = ConfigType<typeof smtpConfig>;
