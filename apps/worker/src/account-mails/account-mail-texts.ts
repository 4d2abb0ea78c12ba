import type { AccountMailTemplate } from '@app/jobs';
import { formatDate, layOut, type Mail, type MailBlock } from '@app/notifications';
import { APPROVAL_MAILS, type ApprovalMailFacts } from './approval-mail-texts';
import { CHANNEL_MAILS, type ChannelMailFacts } from './channel-mail-texts';
import { type MailText, notYou, type TextOf } from './mail-text';
import { POST_MAILS, type PostMailFacts } from './post-mail-texts';
import { UPLOAD_MAILS, type UploadMailFacts } from './upload-mail-texts';

/** The facts that each mail contains, besides the recipient's name. */
export interface AccountMailFacts extends ApprovalMailFacts, ChannelMailFacts, PostMailFacts, UploadMailFacts {
  welcome: { tokens: number };
  email_verification: { token: string; expiresAt: Date };
  password_reset: { token: string; expiresAt: Date };
  password_changed: object;
  /** `device` is "Firefox on Windows, 203.0.113.7, 3 May 2026 at 10:15 UTC"; undefined when the session is gone. */
  new_sign_in: { device: string | undefined };
  refresh_reuse: { device: string | undefined };
  totp_enabled: object;
  totp_disabled: object;
  recovery_codes_renewed: object;
  earlier_access_revoked: object;
  /** `account` is the current address of the account. */
  email_change: { account: string; token: string; expiresAt: Date };
  /** `undo` is undefined while an earlier address can still undo its own change. */
  email_changed: { undo: { token: string; expiresAt: Date } | undefined };
  deletion_cancelled: object;
  /** `key` is "CI (rw_live_abc…)", `member` the person who created it. */
  api_key_created: { key: string; member: string };
  /** `inviter` is undefined when the inviting user is gone. */
  workspace_invite: { workspace: string; inviter: string | undefined; role: string; token: string; expiresAt: Date };
  workspace_role_changed: { workspace: string; actor: string; role: string };
  workspace_removed: { workspace: string; actor: string };
  /** `key` is "CI (rw_live_abc…)". */
  api_key_expiring: { key: string; expiresAt: Date };
  deletion_requested: { dueAt: Date };
  deletion_done: { erasedAt: Date };
  export_ready: { expiresAt: Date };
  /** `account` is "Ada's rides (TikTok)"; `remedy` a sentence that tells the owner what to do. */
  platform_account_broken: { account: string; remedy: string };
}

/** A template with its facts. */
export type AccountMail = {
  [Template in AccountMailTemplate]: { template: Template; facts: AccountMailFacts[Template] };
}[AccountMailTemplate];

/** The token follows `#`, so that browsers send it to no server: it appears in no log and in no Referer header. */
const tokenLink = (action: string, url: string, token: string): MailBlock => ({ action, url: `${url}#token=${token}` });

const unknownDevice = 'A device that has since been signed out';

const TEXTS: { [Template in AccountMailTemplate]: TextOf<AccountMailFacts[Template]> } = {
  welcome: ({ tokens }, frontendUrl) => ({
    subject: 'Welcome to Reelway',
    preheader: `Your email address is confirmed. You have ${tokens} tokens to start with.`,
    blocks: [
      `Your email address is confirmed. Your account comes with ${tokens} tokens to start with; one token renders one minute of video.`,
      { action: 'Open Reelway', url: frontendUrl },
      'To use the API, create your first API key:',
      { action: 'Create an API key', url: `${frontendUrl}/api-keys` },
    ],
  }),
  email_verification: ({ token, expiresAt }, frontendUrl) => ({
    subject: 'Confirm your email address',
    preheader: `Please confirm by ${formatDate(expiresAt)}.`,
    blocks: [
      'Please confirm that this email address is yours to finish setting up your Reelway account.',
      tokenLink('Confirm your email address', `${frontendUrl}/verify-email`, token),
      `The link works once and expires on ${formatDate(expiresAt)}.`,
      "Didn't sign up for Reelway? Then somebody else used your address. You can safely ignore this email.",
    ],
  }),
  password_reset: ({ token, expiresAt }, frontendUrl) => ({
    subject: 'Reset your password',
    preheader: `The link expires on ${formatDate(expiresAt)}.`,
    blocks: [
      'We received a request to reset the password of your Reelway account.',
      tokenLink('Choose a new password', `${frontendUrl}/reset-password`, token),
      `The link works once and expires on ${formatDate(expiresAt)}.`,
      "Didn't request this? You can safely ignore this email; your password stays the same.",
    ],
  }),
  password_changed: (_, frontendUrl) => ({
    subject: 'Your password was changed',
    preheader: 'We signed out your other devices.',
    blocks: [
      'The password of your Reelway account was changed. We signed out your other devices.',
      'If you made this change, there is nothing else to do.',
      ...notYou(frontendUrl),
    ],
  }),
  new_sign_in: ({ device = unknownDevice }, frontendUrl) => ({
    subject: 'New sign-in to your account',
    preheader: 'Someone signed in from a new location.',
    blocks: [
      'Someone signed in to your Reelway account from a location we have not seen before:',
      { quote: device },
      'If this was you, there is nothing to do.',
      ...notYou(frontendUrl),
    ],
  }),
  refresh_reuse: ({ device = unknownDevice }, frontendUrl) => ({
    subject: 'We signed out one of your devices',
    preheader: 'Its sign-in token was used twice, which can mean that it was copied.',
    blocks: [
      'The sign-in token of this device was used twice, which can mean that someone copied it. To protect your account, we signed the device out; your other devices stay signed in.',
      { quote: device },
      'You can sign in again on this device at any time.',
      'If you suspect that someone else has access to your account, reset your password. That signs out all devices.',
      { action: 'Reset your password', url: `${frontendUrl}/reset-password` },
    ],
  }),
  totp_enabled: (_, frontendUrl) => ({
    subject: 'Two-factor authentication is on',
    preheader: 'You now need a code from your authenticator app to sign in.',
    blocks: [
      'Two-factor authentication was turned on for your Reelway account. From now on, signing in requires your password and a code from your authenticator app.',
      'Keep your recovery codes somewhere you can reach without your phone.',
      ...notYou(frontendUrl),
    ],
  }),
  totp_disabled: (_, frontendUrl) => ({
    subject: 'Two-factor authentication is off',
    preheader: 'Your password alone is now enough to sign in.',
    blocks: [
      'Two-factor authentication was turned off for your Reelway account. Your password alone is now enough to sign in.',
      ...notYou(frontendUrl),
    ],
  }),
  recovery_codes_renewed: (_, frontendUrl) => ({
    subject: 'You have new recovery codes',
    preheader: 'Your previous recovery codes no longer work.',
    blocks: [
      'New recovery codes were created for your Reelway account. Your previous recovery codes no longer work.',
      'If you made this change, there is nothing else to do.',
      ...notYou(frontendUrl),
    ],
  }),
  earlier_access_revoked: (_, frontendUrl) => ({
    subject: 'We removed access that was added earlier',
    preheader: 'It was added before you confirmed this email address.',
    blocks: [
      'Your Reelway account had API keys, members, two-factor authentication, webhooks, connected accounts or settings that were added before you confirmed this email address. Anyone could have added them, so we removed them.',
      'If they were yours, add them again:',
      { action: 'Open your account', url: `${frontendUrl}/account` },
    ],
  }),
  email_change: ({ account, token, expiresAt }, frontendUrl) => ({
    subject: 'Confirm your new email address',
    preheader: `Please confirm by ${formatDate(expiresAt)}.`,
    blocks: [
      `The owner of the Reelway account ${account} wants to use this email address from now on. If that is your account, sign in to it and confirm:`,
      tokenLink('Confirm the new email address', `${frontendUrl}/confirm-email`, token),
      `The link works once and expires on ${formatDate(expiresAt)}.`,
      'Not your account? You can safely ignore this email; your address will not be used.',
    ],
  }),
  email_changed: ({ undo }, frontendUrl) => ({
    subject: 'Your email address was changed',
    preheader: 'Your Reelway account now uses another email address.',
    blocks: [
      'Your Reelway account now uses another email address. This address no longer receives emails about it.',
      'If you made this change, there is nothing else to do.',
      ...(undo
        ? [
            `If this wasn't you, undo the change by ${formatDate(undo.expiresAt)}. That signs out all devices, and we will send you a link to set a new password.`,
            tokenLink('Undo the change', `${frontendUrl}/undo-email-change`, undo.token),
          ]
        : [
            "If this wasn't you, use the link that we sent to an earlier address of your account within the last 7 days. It undoes that change and every change since.",
          ]),
    ],
  }),
  deletion_cancelled: (_, frontendUrl) => ({
    subject: 'Your account will not be deleted',
    preheader: 'You signed in and kept your account.',
    blocks: [
      'You signed in and chose to keep your Reelway account. We will not delete it, and your API keys work again. A subscription continues, unless you had cancelled it, its payment had failed or another plan was about to follow.',
      ...notYou(frontendUrl),
    ],
  }),
  api_key_created: ({ key, member }, frontendUrl) => ({
    subject: 'A new API key was created',
    preheader: `${key} can use your account.`,
    blocks: [
      `${member} created the API key ${key}. It can use your Reelway account and its tokens.`,
      { action: 'Manage your API keys', url: `${frontendUrl}/api-keys` },
      ...notYou(frontendUrl),
    ],
  }),
  workspace_invite: ({ workspace, inviter, role, token, expiresAt }, frontendUrl) => ({
    subject: 'You are invited to a workspace on Reelway',
    preheader: `Accept the invitation by ${formatDate(expiresAt)}.`,
    blocks: [
      inviter
        ? `The Reelway user "${inviter}" invited you to join the workspace "${workspace}" on Reelway with the role ${role}.`
        : `You are invited to join the workspace "${workspace}" on Reelway with the role ${role}.`,
      'Sign in or sign up with the email address that received this invitation, then accept it:',
      tokenLink('Accept the invitation', `${frontendUrl}/accept-invite`, token),
      `The link works once and expires on ${formatDate(expiresAt)}.`,
      "Weren't expecting this invitation? You can safely ignore this email.",
    ],
  }),
  workspace_role_changed: ({ workspace, actor, role }, frontendUrl) => ({
    subject: 'Your role in a workspace has changed',
    preheader: `Your new role in "${workspace}" is ${role}.`,
    blocks: [
      `${actor} changed your role in the workspace "${workspace}". Your new role is ${role}.`,
      { action: 'Open the workspace', url: `${frontendUrl}/workspace` },
    ],
  }),
  workspace_removed: ({ workspace, actor }) => ({
    subject: 'You were removed from a workspace',
    preheader: `You no longer have access to "${workspace}". Your own workspace is not affected.`,
    blocks: [
      `${actor} removed you from the workspace "${workspace}". You no longer have access to it. Your own workspace is not affected.`,
      'If you think this is a mistake, contact the owner of the workspace.',
    ],
  }),
  api_key_expiring: ({ key, expiresAt }, frontendUrl) => ({
    subject: 'One of your API keys expires soon',
    preheader: `${key} expires on ${formatDate(expiresAt)}.`,
    blocks: [
      `Your API key ${key} expires on ${formatDate(expiresAt)}. Requests made with it will fail from then on.`,
      'Rotate the key before it expires. The new key keeps the same scopes and lasts as long as this one was meant to, and you choose how long the old one keeps working.',
      { action: 'Manage your API keys', url: `${frontendUrl}/api-keys` },
    ],
  }),
  export_ready: ({ expiresAt }, frontendUrl) => ({
    subject: 'Your data export is ready',
    preheader: `Download it by ${formatDate(expiresAt)}.`,
    blocks: [
      'The export of your data that you requested is ready. Only you can download it: sign in and open your account page.',
      { action: 'Download your data', url: `${frontendUrl}/account` },
      `We delete the export on ${formatDate(expiresAt)}.`,
      "Didn't request this? Reset your password; someone else may have access to your account.",
      { action: 'Reset your password', url: `${frontendUrl}/reset-password` },
    ],
  }),
  deletion_requested: ({ dueAt }, frontendUrl) => ({
    subject: `Your account will be deleted on ${formatDate(dueAt)}`,
    preheader: 'Sign in before then and choose to keep it.',
    blocks: [
      `You asked us to delete your Reelway account. We will delete the account and all of its data on ${formatDate(dueAt)}. Your API keys have stopped working, and all your devices have been signed out. If you have a subscription, nothing more is charged for it.`,
      "Changed your mind, or didn't request this? Sign in before that date and choose to keep your account.",
      { action: 'Sign in and keep the account', url: frontendUrl },
    ],
  }),
  deletion_done: ({ erasedAt }) => ({
    subject: 'Your account has been deleted',
    preheader: 'This is the last email from us.',
    blocks: [
      `We deleted your Reelway account and all of its data on ${formatDate(erasedAt)}. The payment records that the law requires us to keep no longer contain your name.`,
      'This is the last email from us. Thank you for using Reelway.',
    ],
  }),
  platform_account_broken: ({ account, remedy }, frontendUrl) => ({
    subject: 'One of your connected accounts needs your attention',
    preheader: `We can no longer publish to ${account}.`,
    blocks: [
      `The platform no longer lets us publish to ${account}. Posts for this account wait until you reconnect it.`,
      remedy,
      { action: 'Open your connected accounts', url: `${frontendUrl}/platforms` },
    ],
  }),
  ...CHANNEL_MAILS,
  ...APPROVAL_MAILS,
  ...POST_MAILS,
  ...UPLOAD_MAILS,
};

/** Mails that the recipient may turn off in the settings. All others are about the account and its security. */
const OPTIONAL: ReadonlySet<AccountMailTemplate> = new Set([
  'post_published',
  'post_failed',
  'post_unconfirmed',
  'upload_ready',
  'upload_failed',
  'platform_account_broken',
]);

export function accountMail(
  name: string,
  mail: AccountMail,
  frontendUrl: string,
): Pick<Mail, 'subject' | 'text' | 'html' | 'unsubscribeUrl'> {
  return layOutAccountMail(name, mail.template, textOf(mail, frontendUrl), frontendUrl);
}

export const textOf = ({ template, facts }: AccountMail, frontendUrl: string): MailText =>
  (TEXTS[template] as TextOf<typeof facts>)(facts, frontendUrl);

export function layOutAccountMail(
  name: string,
  template: AccountMailTemplate,
  text: MailText,
  frontendUrl: string,
): Pick<Mail, 'subject' | 'text' | 'html' | 'unsubscribeUrl'> {
  return layOut({ name, unsubscribeUrl: OPTIONAL.has(template) ? `${frontendUrl}/settings` : undefined, ...text });
}
