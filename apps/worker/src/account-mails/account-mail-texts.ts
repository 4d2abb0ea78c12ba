import type { AccountMailTemplate } from '@app/jobs';

export interface AccountMailFacts {
  /** Empty for somebody who has no account yet. */
  name: string;
  /** Address of the dashboard, without a trailing slash. */
  frontendUrl: string;
  token?: string;
  /** "Firefox on Windows, 203.0.113.7, 3 May 2026 10:15 UTC". */
  place?: string;
  workspace?: string;
}

interface MailText {
  subject: string;
  text: string;
}

/** The token travels behind `#`, so that it reaches no server's log and no other site. */
const TEXTS: Record<AccountMailTemplate, (facts: AccountMailFacts) => { subject: string; paragraphs: string[] }> = {
  email_verification: ({ frontendUrl, token }) => ({
    subject: 'Confirm your e-mail address',
    paragraphs: [
      'please confirm that this address is yours:',
      `${frontendUrl}/verify-email#token=${token}`,
      `The link works once, for 24 hours. Without a browser: POST /api/auth/verify-email with this token:\n${token}`,
      'If you did not sign up, ignore this mail.',
    ],
  }),
  password_reset: ({ frontendUrl, token }) => ({
    subject: 'Choose a new password',
    paragraphs: [
      'somebody, hopefully you, asked for a new password:',
      `${frontendUrl}/reset-password#token=${token}`,
      `The link works once, for one hour. Without a browser: POST /api/auth/password-reset/confirm with this token:\n${token}`,
      'If you did not ask, ignore this mail; your password stays as it is.',
    ],
  }),
  password_changed: ({ frontendUrl }) => ({
    subject: 'Your password was changed',
    paragraphs: [
      'the password of your account was changed, and all devices were signed out.',
      `If that was not you, reset the password now: ${frontendUrl}/reset-password`,
    ],
  }),
  new_sign_in: ({ frontendUrl, place }) => ({
    subject: 'New sign-in to your account',
    paragraphs: [
      'somebody signed in to your account from a place that we do not know yet:',
      place ?? 'unknown',
      `If that was you, there is nothing to do. If not, reset your password: ${frontendUrl}/reset-password`,
    ],
  }),
  totp_enabled: ({ frontendUrl }) => ({
    subject: 'Two-factor sign-in was turned on',
    paragraphs: [
      'from now on signing in needs a code of your authenticator app. Keep your recovery codes where you find them without your phone.',
      `If that was not you, reset your password: ${frontendUrl}/reset-password`,
    ],
  }),
  totp_disabled: ({ frontendUrl }) => ({
    subject: 'Two-factor sign-in was turned off',
    paragraphs: ['from now on your password alone is enough to sign in.', `If that was not you, reset your password: ${frontendUrl}/reset-password`],
  }),
  deletion_requested: ({ frontendUrl }) => ({
    subject: 'Your account will be deleted',
    paragraphs: [
      'you asked us to delete your account. Everything is erased in 7 days; API keys stopped and all devices were signed out.',
      `If you change your mind, or if that was not you, sign in before then: ${frontendUrl}`,
    ],
  }),
  workspace_invite: ({ frontendUrl, token, workspace }) => ({
    subject: `You are invited to ${workspace}`,
    paragraphs: [
      `you are invited to work in the workspace "${workspace}" on Reelway. Sign in or sign up with this address, then open:`,
      `${frontendUrl}/accept-invite#token=${token}`,
      `The link works once, for 7 days. Without a browser: POST /api/workspace/invites/accept with this token:\n${token}`,
    ],
  }),
  notification_test: ({ frontendUrl }) => ({
    subject: 'A test from Reelway',
    paragraphs: ['this is the test that you asked for. Mails about your uploads will arrive here.', `Change what you are told: ${frontendUrl}/settings`],
  }),
  refresh_reuse: ({ frontendUrl, place }) => ({
    subject: 'A device was signed out for your safety',
    paragraphs: [
      'a sign-in token of this device was used a second time, which can mean that it was copied. We ended that session; your other devices stay signed in.',
      place ?? 'unknown',
      `If you do not know the device, reset your password: ${frontendUrl}/reset-password`,
    ],
  }),
};

export function accountMailText(template: AccountMailTemplate, facts: AccountMailFacts): MailText {
  const { subject, paragraphs } = TEXTS[template](facts);
  return { subject, text: [facts.name ? `Hello ${facts.name},` : 'Hello,', ...paragraphs, 'Reelway'].join('\n\n') };
}
