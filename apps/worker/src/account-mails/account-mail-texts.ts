import type { AccountMailTemplate } from '@app/jobs';
import { layOut, type Mail, type MailBlock } from '@app/notifications';

export interface AccountMailFacts {
  /** Empty for somebody who has no account. */
  name: string;
  /** Address of the dashboard, without a trailing slash. */
  frontendUrl: string;
  token?: string;
  /** "Firefox on Windows, 203.0.113.7, 3 May 2026 10:15 UTC". */
  place?: string;
  workspace?: string;
  /** What the reader is in the workspace. */
  role?: string;
  /** "CI (rw_live_abc…)". */
  key?: string;
  /** When what the mail is about ends. */
  endsAt?: Date;
  /** Tokens that came with the account. */
  tokens?: number;
}

interface MailText {
  subject: string;
  preheader: string;
  blocks: MailBlock[];
}

const NOT_YOU = (frontendUrl: string): MailBlock[] => [
  'If that was not you, choose a new password now:',
  { action: 'Reset the password', url: `${frontendUrl}/reset-password` },
];

/** The token travels behind `#`, so that it reaches no server's log and no other site. */
const tokenLink = (action: string, url: string, token: string | undefined): MailBlock => ({
  action,
  url: `${url}#token=${token}`,
});

const withoutBrowser = (route: string, token: string | undefined): MailBlock[] => [
  `Without a browser: ${route} with this token:`,
  { code: token ?? '' },
];

const day = (date: Date | undefined): string => date?.toUTCString().slice(5, 22) ?? 'soon';

const TEXTS: Record<AccountMailTemplate, (facts: AccountMailFacts) => MailText> = {
  welcome: ({ frontendUrl, tokens }) => ({
    subject: 'Welcome to Reelway',
    preheader: `Your address is confirmed, and ${tokens} tokens are yours.`,
    blocks: [
      `thank you for confirming your address. Your account has ${tokens} tokens to begin with; one token renders one minute of video.`,
      { action: 'Open Reelway', url: frontendUrl },
      'To call the API, make a key under "API keys" and send it as a Bearer token.',
    ],
  }),
  email_verification: ({ frontendUrl, token }) => ({
    subject: 'Confirm your e-mail address',
    preheader: 'One click, and your account is complete.',
    blocks: [
      'please confirm that this address is yours:',
      tokenLink('Confirm the address', `${frontendUrl}/verify-email`, token),
      'The link works once, for 24 hours.',
      ...withoutBrowser('POST /api/auth/verify-email', token),
      'If you did not sign up, ignore this mail.',
    ],
  }),
  password_reset: ({ frontendUrl, token }) => ({
    subject: 'Choose a new password',
    preheader: 'The link works once, for one hour.',
    blocks: [
      'somebody, hopefully you, asked for a new password:',
      tokenLink('Choose a new password', `${frontendUrl}/reset-password`, token),
      'The link works once, for one hour.',
      ...withoutBrowser('POST /api/auth/password-reset/confirm', token),
      'If you did not ask, ignore this mail; your password stays as it is.',
    ],
  }),
  password_changed: ({ frontendUrl }) => ({
    subject: 'Your password was changed',
    preheader: 'Other devices were signed out.',
    blocks: ['the password of your account was changed, and other devices were signed out.', ...NOT_YOU(frontendUrl)],
  }),
  new_sign_in: ({ frontendUrl, place }) => ({
    subject: 'New sign-in to your account',
    preheader: 'From a place that we do not know yet.',
    blocks: [
      'somebody signed in to your account from a place that we do not know yet:',
      { quote: place ?? 'unknown' },
      'If that was you, there is nothing to do.',
      ...NOT_YOU(frontendUrl),
    ],
  }),
  refresh_reuse: ({ frontendUrl, place }) => ({
    subject: 'A device was signed out for your safety',
    preheader: 'A sign-in token was used a second time.',
    blocks: [
      'a sign-in token of this device was used a second time, which can mean that it was copied. We ended that session; your other devices stay signed in.',
      { quote: place ?? 'unknown' },
      ...NOT_YOU(frontendUrl),
    ],
  }),
  totp_enabled: ({ frontendUrl }) => ({
    subject: 'Two-factor sign-in was turned on',
    preheader: 'Signing in needs a code from now on.',
    blocks: [
      'from now on signing in needs a code of your authenticator app. Keep your recovery codes where you find them without your phone.',
      ...NOT_YOU(frontendUrl),
    ],
  }),
  totp_disabled: ({ frontendUrl }) => ({
    subject: 'Two-factor sign-in was turned off',
    preheader: 'Your password alone is enough again.',
    blocks: ['from now on your password alone is enough to sign in.', ...NOT_YOU(frontendUrl)],
  }),
  workspace_invite: ({ frontendUrl, token, workspace }) => ({
    subject: `You are invited to ${workspace}`,
    preheader: 'The invitation is open for 7 days.',
    blocks: [
      `you are invited to work in the workspace "${workspace}" on Reelway. Sign in or sign up with this address, then open:`,
      tokenLink('Accept the invitation', `${frontendUrl}/accept-invite`, token),
      'The link works once, for 7 days.',
      ...withoutBrowser('POST /api/workspace/invites/accept', token),
    ],
  }),
  workspace_role_changed: ({ frontendUrl, workspace, role }) => ({
    subject: `Your role in ${workspace} was changed`,
    preheader: `You are ${role} now.`,
    blocks: [
      `in the workspace "${workspace}" you are ${role} from now on.`,
      { action: 'Open the workspace', url: `${frontendUrl}/workspace` },
    ],
  }),
  workspace_removed: ({ workspace }) => ({
    subject: `You were removed from ${workspace}`,
    preheader: 'Your own workspace is as it was.',
    blocks: [
      `you were removed from the workspace "${workspace}" and have no access to it any more. Your own workspace is as it was.`,
    ],
  }),
  api_key_expiring: ({ frontendUrl, key, endsAt }) => ({
    subject: 'An API key ends soon',
    preheader: `${key} works until ${day(endsAt)} UTC.`,
    blocks: [
      `your API key ${key} works until ${day(endsAt)} UTC. Rotate it before then: the new key has the same scopes, and the old one works on for as long as you say.`,
      { action: 'Open API keys', url: `${frontendUrl}/api-keys` },
    ],
  }),
  export_ready: ({ frontendUrl, endsAt }) => ({
    subject: 'Your data is ready',
    preheader: `It can be downloaded until ${day(endsAt)} UTC.`,
    blocks: [
      `the archive of everything that we keep about you is ready. It can be downloaded until ${day(endsAt)} UTC, by you only: sign in, then open:`,
      { action: 'Download the archive', url: `${frontendUrl}/account` },
      'Without a browser: GET /api/account/export gives the link.',
    ],
  }),
  deletion_requested: ({ frontendUrl }) => ({
    subject: 'Your account will be deleted',
    preheader: 'Signing in within 7 days calls it off.',
    blocks: [
      'you asked us to delete your account. Everything is erased in 7 days; API keys stopped and all devices were signed out.',
      'If you change your mind, or if that was not you, sign in before then:',
      { action: 'Keep the account', url: frontendUrl },
    ],
  }),
  deletion_done: () => ({
    subject: 'Your account is deleted',
    preheader: 'This is the last mail from us.',
    blocks: [
      'your account and everything that belonged to it are erased. What the law makes us keep about payments no longer names you.',
      'This is the last mail from us.',
    ],
  }),
  notification_test: ({ frontendUrl }) => ({
    subject: 'A test from Reelway',
    preheader: 'It arrived.',
    blocks: [
      'this is the test that you asked for. Mails about your uploads will arrive here.',
      { action: 'Change what you are told', url: `${frontendUrl}/settings` },
    ],
  }),
};

export function accountMail(
  template: AccountMailTemplate,
  facts: AccountMailFacts,
): Pick<Mail, 'subject' | 'text' | 'html'> {
  return layOut({ name: facts.name, ...TEXTS[template](facts) });
}
