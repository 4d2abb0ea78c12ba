/** A mail that `OutboxMailer` wrote, as a person reads it. */
export interface ReadableMail {
  to: string;
  subject: string;
  date: string;
  text: string;
  html?: string;
}

interface Entity {
  headers: Map<string, string>;
  body: string;
}

/**
 * Reads the mails that we write ourselves, with one part or two (RFC 5322, 2046 and 2047 as far as those use them).
 */
export function readMail(source: string): ReadableMail {
  const mail = entityOf(source);
  const { headers } = mail;
  const parts = partsOf(mail);
  const find = (type: string) =>
    parts.find((part) => (part.headers.get('content-type') ?? 'text/plain').startsWith(type));
  const [plain, html] = [find('text/plain'), find('text/html')];
  return {
    to: headers.get('to') ?? '',
    subject: decodeWords(headers.get('subject') ?? ''),
    date: headers.get('date') ?? '',
    text: plain ? textOf(plain) : '',
    ...(html ? { html: textOf(html) } : {}),
  };
}

function entityOf(source: string): Entity {
  const end = source.indexOf('\n\n');
  const head = end === -1 ? source : source.slice(0, end);
  const lines = head.replaceAll(/\n[ \t]+/g, ' ').split('\n');
  const headers = new Map(
    lines.map(
      (line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()] as const,
    ),
  );
  return { headers, body: end === -1 ? '' : source.slice(end + 2) };
}

function partsOf(mail: Entity): Entity[] {
  const boundary = /^multipart\/.*boundary="?([^";]+)/i.exec(mail.headers.get('content-type') ?? '')?.[1];
  if (!boundary) return [mail];
  const parts = `\n${mail.body}`.split(`\n--${boundary}`).slice(1);
  return parts.filter((part) => part.startsWith('\n')).map((part) => entityOf(part.slice(1)));
}

function textOf({ headers, body }: Entity): string {
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? fromQuotedPrintable(body.replaceAll('=\n', '')) : body;
}

const fromQuotedPrintable = (text: string): string =>
  Buffer.from(
    text.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

const decodeWords = (header: string): string =>
  header.replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=\s*/gi, (_, kind: string, word: string) =>
    kind.toLowerCase() === 'b'
      ? Buffer.from(word, 'base64').toString('utf8')
      : fromQuotedPrintable(word.replaceAll('_', ' ')),
  );
