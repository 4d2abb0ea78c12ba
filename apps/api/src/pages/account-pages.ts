import type { HtmlPage } from '../http/html-page';

const SCRIPT = '/pages/account-forms.js';
const NEEDS_SCRIPT =
  '<noscript><p>This page needs JavaScript to read the secret in your link, which browsers do not send to servers.</p></noscript>';

interface Field {
  name: string;
  label: string;
  type: 'email' | 'password' | 'text';
  autocomplete: string;
  optional?: true;
  minLength?: number;
}

const EMAIL: Field = { name: 'email', label: 'Email address', type: 'email', autocomplete: 'username' };
const PASSWORD: Field = { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' };
const TOTP: Field = {
  name: 'totp',
  label: 'Code from your authenticator app, if you use one',
  type: 'text',
  autocomplete: 'one-time-code',
  optional: true,
};
const NEW_PASSWORD = {
  label: 'New password (12 characters or more)',
  type: 'password',
  autocomplete: 'new-password',
  minLength: 12,
} as const;

/** A form that works only with the token of a link. */
function form(action: string, button: string, fields: readonly Field[]): string {
  const inputs = fields.map(
    ({ name, label, type, autocomplete, optional, minLength }) =>
      `<label>${label}<input name="${name}" type="${type}" autocomplete="${autocomplete}"${optional ? '' : ' required'}${minLength ? ` minlength="${minLength}"` : ''}></label>`,
  );
  return `<form method="post" data-action="${action}" hidden>
${inputs.join('\n')}
<p><button>${button}</button></p>
<p role="alert"><output></output></p>
</form>`;
}

/** The page behind links in mails to actions that the dashboard does not have yet. */
const elsewhere = (path: string, title: string, routes: string) => ({
  path,
  title,
  body: `<p>The <a href="/app/">dashboard</a> does not show this yet. Programs use ${routes} instead; <a href="/docs">the documentation</a> shows how.</p>`,
});

/**
 * Addresses in mails, and the one to which platforms lead back, whose page is in the dashboard. The secret of a link
 * follows `#`, and browsers keep it.
 */
export const DASHBOARD_PAGES: Readonly<Record<string, string>> = {
  '/verify-email': '/app/verify-email',
  '/reset-password': '/app/reset-password',
  '/api-keys': '/app/keys',
  '/account': '/app/account',
  '/uploads': '/app/uploads',
  '/platforms': '/app/platforms',
  '/billing': '/app/billing',
};

/** The other pages that mails link to; each contains only our own text. */
export const ACCOUNT_PAGES: readonly (HtmlPage & { path: string })[] = [
  {
    path: '/confirm-email',
    title: 'Confirm your new email address',
    script: SCRIPT,
    body: `${NEEDS_SCRIPT}
<p>Sign in with the current email address of your account.</p>
${form('confirmEmail', 'Sign in and confirm', [EMAIL, PASSWORD, TOTP])}`,
  },
  {
    path: '/undo-email-change',
    title: 'Undo the change of your email address',
    script: SCRIPT,
    body: `${NEEDS_SCRIPT}
<p>Your account gets this address back, and all devices are signed out.</p>
${form('undoEmailChange', 'Undo the change', [])}`,
  },
  {
    path: '/accept-invite',
    title: 'Join a workspace',
    script: SCRIPT,
    body: `${NEEDS_SCRIPT}
<p>Use the email address that received the invitation.</p>
<h2>With your account</h2>
${form('accept', 'Sign in and join', [EMAIL, PASSWORD, TOTP])}
<h2>With a new account</h2>
${form('register', 'Create the account and join', [{ name: 'name', label: 'Name', type: 'text', autocomplete: 'name' }, EMAIL, { name: 'password', ...NEW_PASSWORD }])}`,
  },
  elsewhere('/settings', 'Settings', '<code>/api/settings</code>'),
  elsewhere('/workspace', 'Your workspace', '<code>/api/workspace</code>'),
  elsewhere('/webhooks', 'Webhooks', '<code>/api/webhooks</code>'),
  {
    path: '/billing/success',
    title: 'Thank you',
    body: '<p>Your payment is on its way. Your tokens <a href="/app/billing">appear in the dashboard</a> as soon as Stripe confirms it.</p>',
  },
];
