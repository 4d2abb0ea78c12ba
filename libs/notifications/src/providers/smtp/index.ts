import type { ProviderDefinition } from '@app/core';
import { type NotificationsConfig, notificationsConfig } from '../../notifications.config';
import { SmtpAdapter } from './smtp.adapter';
import { type SmtpConfig, smtpConfig } from './smtp.config';

/** Configured when `SMTP_URL` is set. */
export const smtp: ProviderDefinition<SmtpAdapter, 'smtp'> = {
  name: 'smtp',
  config: smtpConfig,
  enabledBy: 'SMTP_URL',
  provide: {
    provide: SmtpAdapter,
    inject: [smtpConfig.KEY, notificationsConfig.KEY],
    useFactory: ({ SMTP_URL }: SmtpConfig, { MAIL_FROM }: NotificationsConfig) =>
      SMTP_URL ? new SmtpAdapter(SMTP_URL, MAIL_FROM) : undefined,
  },
};
