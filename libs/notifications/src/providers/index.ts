export { type MailgunConfig, mailgunConfig, MailgunEnv } from './mailgun/mailgun.config';
export { MailgunMailer } from './mailgun/mailgun.adapter';
export { OutboxMailer } from './outbox/outbox.adapter';
export { type SmtpConfig, smtpConfig, SmtpEnv } from './smtp/smtp.config';
export { SmtpMailer } from './smtp/smtp.adapter';
