import type { Mail } from './mailer';

/** A piece of a mail. Values are plain text; the layout escapes them. */
export type MailBlock =
  | string
  /** The button: the one thing that the reader should do. */
  | { action: string; url: string }
  /** Text to copy, such as a token. */
  | { code: string }
  /** A fact set apart from our own words, such as the device of a sign-in. */
  | { quote: string };

export interface MailContent {
  subject: string;
  /** Shown after the subject in the recipient's inbox. */
  preheader: string;
  /** Empty when the recipient's name is unknown. */
  name: string;
  blocks: readonly MailBlock[];
  /** Page on which the recipient turns such mails off, if that is possible. */
  unsubscribeUrl?: string;
}

const SENDER = 'Reelway';
const UNSUBSCRIBE = 'Choose which emails you get';

/**
 * Renders a mail as plain text and as HTML with the same words and links. The HTML loads nothing and is readable in
 * light and dark mode.
 */
export function layOut({
  subject,
  preheader,
  name,
  blocks,
  unsubscribeUrl,
}: MailContent): Pick<Mail, 'subject' | 'text' | 'html' | 'unsubscribeUrl'> {
  const greeting = name ? `Hello ${name},` : 'Hello,';
  const footer = unsubscribeUrl === undefined ? [] : [`${UNSUBSCRIBE}:\n${unsubscribeUrl}`];
  const text = [greeting, ...blocks.map(asText), SENDER, ...footer].join('\n\n');
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escape(subject)}</title>
<style>@media (prefers-color-scheme: dark) { .page { background: #14161a !important } .card { background: #1f2329 !important; color: #e8eaed !important } .quiet { color: #a9b0ba !important } .box { background: #2a2f37 !important; color: #e8eaed !important } .link { color: #9ec1ff !important } }</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f3f4f6">
<div style="display:none;max-height:0;overflow:hidden">${escape(preheader)}</div>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f4f6"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;color:#1c1f23;border-radius:8px;font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;font-size:16px;line-height:1.5"><tr><td style="padding:32px">
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">${escape(subject)}</h1>
${[greeting, ...blocks].map(asHtml).join('\n')}
<p class="quiet" style="margin:24px 0 0;font-size:14px;color:#5b6470">${SENDER}${unsubscribeUrl === undefined ? '' : linkTo(unsubscribeUrl)}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
  return { subject, text, html, ...(unsubscribeUrl !== undefined && { unsubscribeUrl }) };
}

const linkTo = (unsubscribeUrl: string): string =>
  `<br><a class="link" href="${escape(unsubscribeUrl)}" style="color:#1d4ed8">${UNSUBSCRIBE}</a>`;

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' });

/** "4 May 2026 at 10:00 UTC". */
export const formatDate = (date: Date): string => `${DATE.format(date)} at ${TIME.format(date)} UTC`;

function asText(block: MailBlock): string {
  if (typeof block === 'string') return block;
  if ('action' in block) return `${block.action}:\n${block.url}`;
  return 'code' in block ? block.code : block.quote;
}

function asHtml(block: MailBlock): string {
  if (typeof block === 'string') return `<p style="margin:0 0 16px">${escape(block)}</p>`;
  if ('quote' in block)
    return `<p class="box" style="margin:0 0 16px;padding:12px 16px;background:#eef0f3;border-radius:6px">${escape(block.quote)}</p>`;
  if ('code' in block)
    return `<p class="box" style="margin:0 0 16px;padding:12px 16px;background:#eef0f3;border-radius:6px;font-family:ui-monospace,Menlo,Consolas,monospace;font-size:14px;word-break:break-all">${escape(block.code)}</p>`;
  const url = escape(block.url);
  return `<p style="margin:24px 0 8px"><a href="${url}" style="display:inline-block;padding:12px 20px;background:#1d4ed8;color:#ffffff;border-radius:6px;text-decoration:none;font-weight:600">${escape(block.action)}</a></p>
<p class="quiet" style="margin:0 0 24px;font-size:13px;color:#5b6470;word-break:break-all">Or copy this link into your browser: <a class="link" href="${url}" style="color:#1d4ed8">${url}</a></p>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (value: string): string => value.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
