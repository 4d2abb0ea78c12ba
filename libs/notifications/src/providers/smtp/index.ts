export { SmtpMailer } from './smtp.adapter';
export { type SmtpConfig, smtpConfig, SmtpEnv } from './smtp.config';
