export { MailgunAdapter } from './mailgun.adapter';
export { type MailgunConfig, MailgunEnv, mailgunConfig } from './mailgun.config';
