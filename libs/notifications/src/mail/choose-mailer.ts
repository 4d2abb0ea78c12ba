import { join } from 'node:path';
import { ConfigurationError, type CoreConfig } from '@app/core';
import type { NotificationsConfig } from '../notifications.config';
import { MailgunAdapter, type MailgunConfig, OutboxAdapter, SmtpAdapter, type SmtpConfig } from '../providers';
import type { Mailer } from './mailer';

/**
 * Mailgun when it is configured, else SMTP, else files in `DATA_DIR/outbox`.
 * @throws ConfigurationError in production without either, and for half a Mailgun account
 */
export function chooseMailer(
  core: CoreConfig,
  { MAIL_FROM: from }: NotificationsConfig,
  mailgun: MailgunConfig,
  smtp: SmtpConfig,
): Mailer {
  const { MAILGUN_API_KEY: apiKey, MAILGUN_DOMAIN: domain, MAILGUN_API_BASE: apiBase } = mailgun;
  if (apiKey && domain) return new MailgunAdapter({ apiKey, domain, apiBase, from });
  if (apiKey || domain) throw new ConfigurationError(['MAILGUN_API_KEY and MAILGUN_DOMAIN belong together']);
  if (smtp.SMTP_URL) return new SmtpAdapter(smtp.SMTP_URL, from);
  if (core.isProduction)
    throw new ConfigurationError([
      'MAILGUN_API_KEY or SMTP_URL is required in production: mail in local files reaches no recipient',
    ]);
  return new OutboxAdapter(join(core.DATA_DIR, 'outbox'), from);
}
