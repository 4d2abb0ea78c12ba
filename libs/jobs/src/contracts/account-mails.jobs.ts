import { IsEmail, IsIn, IsOptional, IsUUID } from 'class-validator';
import { defineJob } from './define-job';

export const ACCOUNT_MAILS = [
  'email_verification',
  'password_reset',
  'password_changed',
  'new_sign_in',
  'refresh_reuse',
  'totp_enabled',
  'totp_disabled',
  'workspace_invite',
  'deletion_requested',
  'notification_test',
] as const;
export type AccountMailTemplate = (typeof ACCOUNT_MAILS)[number];

export class AccountMailPayload {
  @IsIn(ACCOUNT_MAILS)
  template: AccountMailTemplate;

  /** Asked for at the door, where nobody may learn whether an account belongs to it; the worker looks. */
  @IsEmail()
  email: string;

  /** The session that the mail is about. */
  @IsOptional()
  @IsUUID()
  sessionId?: string;

  /** The invite that the mail carries. */
  @IsOptional()
  @IsUUID()
  inviteId?: string;
}

/** Mails somebody about their account. Tokens are made by the worker at the moment of sending: none is ever in a job. */
export const sendAccountMail = defineJob({
  name: 'account_mail.send',
  queue: 'mail',
  payload: AccountMailPayload,
  retry: { attempts: 8, backoffMs: 2_000, maxBackoffMs: 300_000 },
  timeoutSeconds: 60,
});
