export { SmtpAdapter } from './smtp.adapter';
export { type SmtpConfig, SmtpEnv, smtpConfig } from './smtp.config';
