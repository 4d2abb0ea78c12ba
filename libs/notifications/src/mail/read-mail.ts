/** A mail that `OutboxMailer` wrote, as a person reads it. */
export interface ReadableMail {
  to: string;
  subject: string;
  date: string;
  text: string;
}

/** Reads the one-part text mails that we write ourselves (RFC 5322 and 2047 as far as those use them). */
export function readMail(source: string): ReadableMail {
  const [head = '', ...body] = source.split('\n\n');
  const headers = new Map(
    head
      .replaceAll(/\n[ \t]+/g, ' ')
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()] as const),
  );
  const text = decode(body.join('\n\n'), headers.get('content-transfer-encoding') ?? '7bit');
  return { to: headers.get('to') ?? '', subject: decodeWords(headers.get('subject') ?? ''), date: headers.get('date') ?? '', text };
}

function decode(body: string, encoding: string): string {
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
    kind.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString('utf8') : fromQuotedPrintable(word.replaceAll('_', ' ')),
  );
