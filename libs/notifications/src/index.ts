export { chooseMailer } from './mail/choose-mailer';
export { type Mail, Mailer } from './mail/mailer';
export { type NotificationsConfig, notificationsConfig, NotificationsEnv } from './notifications.config';
export * from './notifications.errors';
export { NotificationsModule } from './notifications.module';
export type { ReadableMail } from './mail/read-mail';
export { MailgunEnv, OutboxMailer, SmtpEnv } from './providers';
