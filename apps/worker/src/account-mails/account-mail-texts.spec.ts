import { ACCOUNT_MAILS } from '@app/jobs';
import { type AccountMail, type AccountMailFacts, accountMail } from './account-mail-texts';
import { foldedMail } from './folded-mail';
import { MAIL_RULES } from './mail-rules';

const HOSTILE = `<img src=x onerror=alert(1)> "O'Hara" & Söhne`;
const FRONTEND = 'https://app.example.test';
const date = new Date('2026-12-01T08:00:00Z');
const token = 'rw_verify_the-token';

const post = (value: string) => ({
  uploadId: 'u',
  publicationId: 'p',
  title: value,
  account: `${value} (TikTok)`,
});
const factsWith = (value: string): AccountMailFacts => ({
  welcome: { tokens: 10 },
  email_verification: { token, expiresAt: date },
  password_reset: { token, expiresAt: date },
  password_changed: {},
  new_sign_in: { device: value },
  refresh_reuse: { device: value },
  totp_enabled: {},
  totp_disabled: {},
  recovery_codes_renewed: {},
  earlier_access_revoked: {},
  email_change: { account: value, token, expiresAt: date },
  email_changed: { undo: { token, expiresAt: date } },
  deletion_cancelled: {},
  api_key_created: { key: `${value} (rw_live_abc…)`, member: value },
  workspace_invite: { workspace: value, inviter: value, role: 'editor', token, expiresAt: date },
  workspace_role_changed: { workspace: value, actor: value, role: 'editor' },
  workspace_removed: { workspace: value, actor: value },
  api_key_expiring: { key: `${value} (rw_live_abc…)`, expiresAt: date },
  deletion_requested: { dueAt: date },
  deletion_done: { erasedAt: date },
  export_ready: { expiresAt: date },
  notification_test: {},
  platform_account_broken: { account: `${value} (TikTok)`, remedy: 'Connect the account again.' },
  discord_disabled: {},
  webhook_disabled: { host: value, reason: 'failing', failingSince: date },
  approval_requested: { uploadId: 'u', title: value, workspace: value, expiresAt: date },
  approval_decided: { uploadId: 'u', title: value, status: 'rejected', by: value, comment: value },
  approval_turned_off: {},
  post_published: { ...post(value), permalink: 'https://www.youtube.com/watch?v=1' },
  post_failed: { ...post(value), failure: 'metadata_rejected', reason: value },
  post_unconfirmed: post(value),
  upload_ready: { uploadId: 'u', title: value },
  upload_failed: { uploadId: 'u', title: value, isPartial: false, reasons: [value], remedy: 'Upload it again.' },
});
const mailOf = (template: AccountMail['template'], name: string, value: string) =>
  accountMail(name, { template, facts: factsWith(value)[template] } as AccountMail, FRONTEND);

it.each([
  ['welcome', 'Welcome to Reelway', 'Your account comes with 10 tokens to start with'],
  ['email_verification', 'Confirm your email address', 'expires on 1 December 2026 at 08:00 UTC'],
  ['password_reset', 'Reset your password', "Didn't request this? You can safely ignore this email"],
  ['password_changed', 'Your password was changed', 'We signed out your other devices.'],
  ['new_sign_in', 'New sign-in to your account', "If this wasn't you, reset your password now."],
  ['refresh_reuse', 'We signed out one of your devices', 'your other devices stay signed in'],
  ['totp_enabled', 'Two-factor authentication is on', 'a code from your authenticator app'],
  ['totp_disabled', 'Two-factor authentication is off', 'Your password alone is now enough to sign in.'],
  ['recovery_codes_renewed', 'You have new recovery codes', 'Your previous recovery codes no longer work.'],
  ['earlier_access_revoked', 'We removed access that was added earlier', 'so we removed them.'],
  ['email_change', 'Confirm your new email address', 'expires on 1 December 2026 at 08:00 UTC'],
  ['email_changed', 'Your email address was changed', 'undo the change by 1 December 2026 at 08:00 UTC.'],
  ['deletion_cancelled', 'Your account will not be deleted', 'your API keys work again.'],
  ['api_key_created', 'A new API key was created', 'Studio created the API key Studio (rw_live_abc…).'],
  [
    'workspace_invite',
    'You are invited to a workspace on Reelway',
    'The Reelway user "Studio" invited you to join the workspace "Studio"',
  ],
  [
    'workspace_role_changed',
    'Your role in a workspace has changed',
    'Studio changed your role in the workspace "Studio".',
  ],
  ['workspace_removed', 'You were removed from a workspace', 'Studio removed you from the workspace "Studio".'],
  ['api_key_expiring', 'One of your API keys expires soon', 'expires on 1 December 2026 at 08:00 UTC.'],
  ['deletion_requested', 'Your account will be deleted on 1 December 2026 at 08:00 UTC', 'Sign in before that date'],
  ['deletion_done', 'Your account has been deleted', 'all of its data on 1 December 2026 at 08:00 UTC'],
  ['export_ready', 'Your data export is ready', 'We delete the export on 1 December 2026 at 08:00 UTC.'],
  [
    'platform_account_broken',
    'One of your connected accounts needs your attention',
    'The platform no longer lets us publish to Studio (TikTok).',
  ],
  [
    'webhook_disabled',
    'We stopped sending events to one of your webhooks',
    'has not accepted any event since 1 December 2026 at 08:00 UTC.',
  ],
  ['approval_turned_off', 'Posts no longer need approval', 'posts are published without approval'],
  ['post_published', '"Studio" is published on Studio (TikTok)', `${FRONTEND}/uploads?id=u#p`],
  [
    'post_failed',
    '"Studio" could not be published on Studio (TikTok)',
    'Correct the texts or the options of the post, then retry it.',
  ],
  [
    'post_unconfirmed',
    'It is not clear whether "Studio" is published on Studio (TikTok)',
    'Please check the platform.',
  ],
  ['upload_ready', '"Studio" is ready', `${FRONTEND}/uploads?id=u`],
  ['upload_failed', '"Studio" could not be processed', 'Upload it again.'],
  ['notification_test', 'Test notification from Reelway', 'You asked us to send this test notification.'],
] as const)('the mail %s names what happened and what to do', (template, subject, sentence) => {
  const mail = mailOf(template, 'Ada', 'Studio');
  expect(mail.subject).toBe(subject);
  expect(mail.text).toContain(sentence);
});

it('sends the reader of a second changed address to the mailbox that has the link', () => {
  const { text } = accountMail('Ada', { template: 'email_changed', facts: { undo: undefined } }, FRONTEND);
  expect(text).toContain('use the link that we sent to an earlier address of your account within the last 7 days.');
  expect(text).not.toContain('about this change');
  expect(text).not.toContain('undo-email-change');
});

it('says that webhooks stopped because of the plan, and when they continue', () => {
  const facts = { host: 'example.com', reason: 'plan', failingSince: null } as const;
  const { subject, text } = accountMail('Ada', { template: 'webhook_disabled', facts }, FRONTEND);
  expect(subject).toBe('We stopped sending events to your webhooks');
  expect(text).toContain('They receive events again as soon as your plan includes webhooks.');
});

const FOLDED = ACCOUNT_MAILS.filter((template) => MAIL_RULES[template].atOnce !== undefined);
it.each(FOLDED)('the mail %s, when another one of its kind contains it, says what it is about', (template) => {
  const facts = factsWith('Studio')[template];
  const subjects = ['title', 'account', 'key', 'workspace', 'host'].filter((name) => name in facts);
  const earlier = { ...facts, ...Object.fromEntries(subjects.map((name) => [name, `The earlier ${name}`])) };
  const mails = [earlier, facts].map((each) => ({ template, facts: each }) as AccountMail);
  const { text } = foldedMail('Ada', { mails, others: 0 }, FRONTEND);
  for (const name of subjects) expect(text).toContain(`The earlier ${name}`);
});

it.each([
  [['The codec is not supported.'], 'could not be made. This is the reason:'],
  [['The codec is not supported.', 'The track is empty.'], 'could not be made. These are the reasons:'],
])('introduces the reasons %j in their number', (reasons, sentence) => {
  const facts = { uploadId: 'u', title: 'Ride', isPartial: true, reasons, remedy: 'Upload it again.' };
  expect(accountMail('Ada', { template: 'upload_failed', facts }, FRONTEND).text).toContain(sentence);
});

it('offers to turn off mails about posts, uploads and connected accounts, and no others', () => {
  const optional = ACCOUNT_MAILS.filter((template) => mailOf(template, 'Ada', 'Studio').unsubscribeUrl !== undefined);
  const about = ['post_published', 'post_failed', 'post_unconfirmed', 'upload_ready', 'upload_failed'];
  expect(optional).toEqual(['platform_account_broken', ...about]);
  const { text, unsubscribeUrl } = mailOf('post_failed', 'Ada', 'Studio');
  expect(unsubscribeUrl).toBe(`${FRONTEND}/settings`);
  expect(text).toContain(`Choose which emails you get:\n${FRONTEND}/settings`);
});

describe.each(ACCOUNT_MAILS)('the mail %s', (template) => {
  const { subject, text, html = '' } = mailOf(template, HOSTILE, HOSTILE);

  it('is written for customers: whole sentences after the greeting, links on separate lines, no API routes', () => {
    const [greeting, first = ''] = mailOf(template, 'Ada', 'Studio').text.split('\n\n');
    expect(greeting).toBe('Hello Ada,');
    expect(first).toMatch(/^[A-Z].*[.:]$/);
    expect(text).not.toMatch(/\b(GET|POST|PUT|DELETE) \//);
    for (const line of text.split('\n').filter((line) => line.includes('https://')))
      expect(line).toMatch(/^https:\/\/\S+$/);
  });

  it('says the same in both forms', () => {
    const links = [...text.matchAll(/https:\/\/[^\s]+/g)].map(([link]) => link);
    const anchors = [...html.matchAll(/href="([^"]+)"/g)].map(([, link]) => link);
    expect(new Set(anchors)).toEqual(new Set(links));
    const words = (from: string) => from.replaceAll(/[^\p{L}\p{N}]+/gu, ' ');
    const shown = words(unescape(html.replace(/^[\s\S]*<h1/, '<h1').replaceAll(/<[^>]*>/g, ' ')));
    for (const paragraph of text.split('\n\n').filter((line) => !line.includes('https://')))
      expect(shown).toContain(words(paragraph).trim());
  });

  it('takes every value as text', () => {
    expect(html).not.toMatch(/<img|onerror=alert\(1\)>/);
    expect(html).not.toMatch(/\son\w+="/);
    expect(text).not.toMatch(/undefined|null|NaN/);
    expect(html).not.toMatch(/undefined|null|NaN/);
    expect(subject).not.toMatch(/[\r\n]/);
    if (text.includes(HOSTILE))
      expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &quot;O&#39;Hara&quot; &amp; Söhne');
  });

  it('is complete, readable in dark mode and by screen readers, and loads nothing', () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).not.toMatch(/<(script|link|iframe)|url\(|@import|\ssrc=["']/i);
    for (const [table] of html.matchAll(/<table[^>]*>/g)) expect(table).toContain('role="presentation"');
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html.length).toBeLessThan(10_000);
  });
});

const unescape = (html: string): string =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
