import { defineConfig, EnvString, EnvUrl, insecureAddresses } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class MailgunEnv {
  /** Together with `MAILGUN_DOMAIN`: sends mail through Mailgun's HTTP API. */
  @EnvString({ secret: true })
  MAILGUN_API_KEY?: string;

  /** The sending domain, as registered with Mailgun. */
  @EnvString({ pattern: /^[A-Za-z0-9.-]+$/, hint: 'be a domain name' })
  MAILGUN_DOMAIN?: string;

  /** Use `https://api.eu.mailgun.net` for domains in the EU region. */
  @EnvUrl(['https', 'http'])
  MAILGUN_API_BASE = 'https://api.mailgun.net';

  /** Addresses without TLS. */
  productionFaults(): string[] {
    const { MAILGUN_API_BASE } = this;
    return insecureAddresses({ MAILGUN_API_BASE });
  }
}

export const mailgunConfig = defineConfig('notifications.mailgun', MailgunEnv);
export type MailgunConfig = ConfigType<typeof mailgunConfig>;
