import type { AccountMailTemplate } from '@app/jobs';

/** To whom a mail goes, and how many of its kind one person gets. */
export interface MailRule {
  /** Whether it goes to an address that nobody has confirmed, which may be a stranger's. */
  toUnconfirmed: boolean;
  /**
   * How many go out at once within an hour; the rest follow as one mail at its end. Undefined: each goes out, however
   * many there were.
   */
  atOnce?: number;
}

/** Its link proves that a person reads the mailbox. The code that issues the links limits their number. */
const PROOF: MailRule = { toUnconfirmed: true };
/**
 * About the account itself. Each one follows a password, a code or a new session, and attempts at those are limited.
 * Nothing holds such a mail back, because a thief could otherwise cause harmless ones first.
 */
const AT_ONCE_ALWAYS: MailRule = { toUnconfirmed: false };
/** What a session, or another member, can cause as often as they like. */
const FOLDED: MailRule = { toUnconfirmed: false, atOnce: 5 };
/** What work on videos causes; its number depends on the plan. */
const WORK: MailRule = { toUnconfirmed: false, atOnce: 20 };
/** Only to members, whose mailboxes got their invitations, and to people with uploads, who have confirmed theirs. */
const TO_MEMBERS: MailRule = { toUnconfirmed: true, atOnce: 20 };

export const MAIL_RULES: Readonly<Record<AccountMailTemplate, MailRule>> = {
  email_verification: PROOF,
  password_reset: PROOF,
  email_change: PROOF,
  email_changed: PROOF,
  workspace_invite: PROOF,
  welcome: AT_ONCE_ALWAYS,
  password_changed: AT_ONCE_ALWAYS,
  new_sign_in: AT_ONCE_ALWAYS,
  refresh_reuse: AT_ONCE_ALWAYS,
  totp_enabled: AT_ONCE_ALWAYS,
  totp_disabled: AT_ONCE_ALWAYS,
  earlier_access_revoked: AT_ONCE_ALWAYS,
  deletion_requested: AT_ONCE_ALWAYS,
  deletion_cancelled: AT_ONCE_ALWAYS,
  deletion_done: AT_ONCE_ALWAYS,
  export_ready: AT_ONCE_ALWAYS,
  recovery_codes_renewed: FOLDED,
  api_key_created: FOLDED,
  api_key_expiring: FOLDED,
  notification_test: FOLDED,
  platform_account_broken: FOLDED,
  discord_disabled: FOLDED,
  webhook_disabled: FOLDED,
  approval_turned_off: FOLDED,
  workspace_role_changed: TO_MEMBERS,
  workspace_removed: TO_MEMBERS,
  approval_requested: TO_MEMBERS,
  approval_decided: TO_MEMBERS,
  post_published: WORK,
  post_failed: WORK,
  post_unconfirmed: WORK,
  upload_ready: WORK,
  upload_failed: WORK,
};
