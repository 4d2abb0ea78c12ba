import { ConfigurationError, type ProviderDefinition } from '@app/core';
import { type NotificationsConfig, notificationsConfig } from '../../notifications.config';
import { MailgunAdapter } from './mailgun.adapter';
import { type MailgunConfig, mailgunConfig } from './mailgun.config';

/** Configured when `MAILGUN_API_KEY` and `MAILGUN_DOMAIN` are set. */
export const mailgun: ProviderDefinition<MailgunAdapter, 'mailgun'> = {
  name: 'mailgun',
  config: mailgunConfig,
  enabledBy: 'MAILGUN_API_KEY',
  provide: {
    provide: MailgunAdapter,
    inject: [mailgunConfig.KEY, notificationsConfig.KEY],
    useFactory: (config: MailgunConfig, { MAIL_FROM: from }: NotificationsConfig) => {
      const { MAILGUN_API_KEY: apiKey, MAILGUN_DOMAIN: domain, MAILGUN_API_BASE: apiBase } = config;
      if (apiKey && domain) return new MailgunAdapter({ apiKey, domain, apiBase, from });
      if (apiKey || domain) throw new ConfigurationError(['MAILGUN_API_KEY and MAILGUN_DOMAIN belong together']);
      return undefined;
    },
  },
};
