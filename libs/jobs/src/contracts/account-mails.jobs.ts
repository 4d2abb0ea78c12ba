import { IsEmail, IsIn, IsOptional, IsUUID } from 'class-validator';
import { defineJob } from './define-job';

export const ACCOUNT_MAILS = [
  'welcome',
  'email_verification',
  'password_reset',
  'password_changed',
  'new_sign_in',
  'refresh_reuse',
  'totp_enabled',
  'totp_disabled',
  'workspace_invite',
  'workspace_role_changed',
  'workspace_removed',
  'api_key_expiring',
  'deletion_requested',
  'deletion_done',
  'export_ready',
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

  /** The workspace that the mail is about. */
  @IsOptional()
  @IsUUID()
  workspaceId?: string;

  /** The API key that the mail is about. */
  @IsOptional()
  @IsUUID()
  keyId?: string;
}

/** Mails somebody about their account. Tokens are made by the worker at the moment of sending: none is ever in a job. */
export const sendAccountMail = defineJob({
  name: 'account_mail.send',
  queue: 'mail',
  payload: AccountMailPayload,
  retry: { attempts: 8, backoffMs: 2_000, maxBackoffMs: 300_000 },
  timeoutSeconds: 60,
});
