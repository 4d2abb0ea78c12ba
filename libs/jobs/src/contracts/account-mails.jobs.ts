import { IsEmail, IsIn, IsISO8601, IsUUID, ValidateIf } from 'class-validator';
import { defineJob, RETRY_FOR_A_DAY } from './define-job';

/** The subject of each mail, as ids that the worker looks up when it sends the mail. */
interface AccountMailSubjects {
  welcome: object;
  email_verification: object;
  password_reset: object;
  password_changed: object;
  new_sign_in: { sessionId: string };
  refresh_reuse: { sessionId: string };
  totp_enabled: object;
  totp_disabled: object;
  recovery_codes_renewed: object;
  /** Access that was added before the address was proved was removed: keys, members, webhooks and the like. */
  earlier_access_revoked: object;
  /** To the new address, with the link that confirms it. */
  email_change: { userId: string; sessionId: string };
  /** To the old address, with the link that undoes the change. */
  email_changed: { userId: string };
  deletion_cancelled: object;
  api_key_created: { keyId: string };
  workspace_invite: { inviteId: string };
  workspace_role_changed: { workspaceId: string; actorId: string };
  workspace_removed: { workspaceId: string; actorId: string };
  api_key_expiring: { keyId: string };
  deletion_requested: object;
  /** ISO 8601. */
  deletion_done: { erasedAt: string };
  export_ready: { exportId: string };
  notification_test: object;
  platform_account_broken: { platformAccountId: string };
  /** Discord no longer accepts messages for the webhook of the settings. */
  discord_disabled: object;
  /** We no longer send events to one of the account's webhook endpoints. */
  webhook_disabled: { webhookId: string };
  /** To everyone who may approve the posts of an upload. */
  approval_requested: { approvalId: string };
  /** To the author of the posts: they were approved or rejected, or the request expired. */
  approval_decided: { approvalId: string };
  /** To the owner of a workspace whose posts no longer need an approval. */
  approval_turned_off: object;
  /** To the owner of a post that the platform shows. */
  post_published: { publicationId: string };
  post_failed: { publicationId: string };
  /** The platform has not said within a day whether the post exists. */
  post_unconfirmed: { publicationId: string };
  /** To the owner of an upload that publishes nothing. */
  upload_ready: { uploadId: string };
  /** Some or all of its files could not be made. */
  upload_failed: { uploadId: string };
}
export type AccountMailTemplate = keyof AccountMailSubjects;

type SubjectField =
  | 'userId'
  | 'sessionId'
  | 'inviteId'
  | 'workspaceId'
  | 'actorId'
  | 'keyId'
  | 'erasedAt'
  | 'exportId'
  | 'platformAccountId'
  | 'webhookId'
  | 'approvalId'
  | 'publicationId'
  | 'uploadId';
type FieldsOf<Template extends AccountMailTemplate> = readonly (keyof AccountMailSubjects[Template])[];

/** The fields that the payload of each template must have in addition to `template` and `email`. */
const REQUIRED_FIELDS: { readonly [Template in AccountMailTemplate]: FieldsOf<Template> } = {
  welcome: [],
  email_verification: [],
  password_reset: [],
  password_changed: [],
  new_sign_in: ['sessionId'],
  refresh_reuse: ['sessionId'],
  totp_enabled: [],
  totp_disabled: [],
  recovery_codes_renewed: [],
  earlier_access_revoked: [],
  email_change: ['userId', 'sessionId'],
  email_changed: ['userId'],
  deletion_cancelled: [],
  api_key_created: ['keyId'],
  workspace_invite: ['inviteId'],
  workspace_role_changed: ['workspaceId', 'actorId'],
  workspace_removed: ['workspaceId', 'actorId'],
  api_key_expiring: ['keyId'],
  deletion_requested: [],
  deletion_done: ['erasedAt'],
  export_ready: ['exportId'],
  notification_test: [],
  platform_account_broken: ['platformAccountId'],
  discord_disabled: [],
  webhook_disabled: ['webhookId'],
  approval_requested: ['approvalId'],
  approval_decided: ['approvalId'],
  approval_turned_off: [],
  post_published: ['publicationId'],
  post_failed: ['publicationId'],
  post_unconfirmed: ['publicationId'],
  upload_ready: ['uploadId'],
  upload_failed: ['uploadId'],
};

export const ACCOUNT_MAILS = Object.keys(REQUIRED_FIELDS) as AccountMailTemplate[];

/** The payload of one template. */
export type AccountMailPayloadOf<Template extends AccountMailTemplate> = {
  template: Template;
  /**
   * The address that the caller entered. The API does not reveal whether it belongs to an account; the worker looks it
   * up.
   */
  email: string;
} & AccountMailSubjects[Template];

/** Discriminated by `template`. */
export type AccountMailPayload = {
  [Template in AccountMailTemplate]: AccountMailPayloadOf<Template>;
}[AccountMailTemplate];

const RequiredBy = (field: SubjectField) =>
  ValidateIf(({ template }: { template: AccountMailTemplate }, value: unknown) => {
    const required: readonly string[] = REQUIRED_FIELDS[template] ?? [];
    return value !== undefined || required.includes(field);
  });

/** Validates an `AccountMailPayload`: a field is required exactly when the template names it. */
class AccountMailFields {
  @IsIn(ACCOUNT_MAILS)
  template: AccountMailTemplate;

  @IsEmail()
  email: string;

  @RequiredBy('userId')
  @IsUUID()
  userId?: string;

  @RequiredBy('sessionId')
  @IsUUID()
  sessionId?: string;

  @RequiredBy('inviteId')
  @IsUUID()
  inviteId?: string;

  @RequiredBy('workspaceId')
  @IsUUID()
  workspaceId?: string;

  @RequiredBy('actorId')
  @IsUUID()
  actorId?: string;

  @RequiredBy('keyId')
  @IsUUID()
  keyId?: string;

  @RequiredBy('erasedAt')
  @IsISO8601()
  erasedAt?: string;

  @RequiredBy('exportId')
  @IsUUID()
  exportId?: string;

  @RequiredBy('platformAccountId')
  @IsUUID()
  platformAccountId?: string;

  @RequiredBy('webhookId')
  @IsUUID()
  webhookId?: string;

  @RequiredBy('approvalId')
  @IsUUID()
  approvalId?: string;

  @RequiredBy('publicationId')
  @IsUUID()
  publicationId?: string;

  @RequiredBy('uploadId')
  @IsUUID()
  uploadId?: string;
}

export class HeldMailsPayload {
  @IsUUID()
  userId: string;

  @IsIn(ACCOUNT_MAILS)
  template: AccountMailTemplate;
}

/** Mails a user the mails of a kind that were held because there were many. Repeated by its schedule until it succeeds. */
export const sendHeldMails = defineJob({
  name: 'account_mail.send_held',
  queue: 'io',
  payload: HeldMailsPayload,
  retry: { attempts: 2, backoffMs: 5_000 },
  timeoutSeconds: 60,
});

/** Mails a user about their account. The worker creates tokens when it sends the mail: no job ever carries one. */
export const sendAccountMail = defineJob({
  name: 'account_mail.send',
  queue: 'io',
  payload: AccountMailFields as new () => AccountMailPayload,
  retry: RETRY_FOR_A_DAY,
  timeoutSeconds: 60,
});
