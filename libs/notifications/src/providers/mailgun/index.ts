export { MailgunMailer } from './mailgun.adapter';
export { type MailgunConfig, mailgunConfig, MailgunEnv } from './mailgun.config';
