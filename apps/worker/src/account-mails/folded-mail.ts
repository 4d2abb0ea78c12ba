import type { Mail } from '@app/notifications';
import { type AccountMail, layOutAccountMail, textOf } from './account-mail-texts';

const MOST_NAMED = 20;

/**
 * One mail for several of a kind: the latest in full, and a line for each of those before.
 * @param mails the latest is the last one
 * @param others earlier ones of which only the number is known
 */
export function foldedMail(
  name: string,
  { mails, others }: { mails: readonly AccountMail[]; others: number },
  frontendUrl: string,
): Pick<Mail, 'subject' | 'text' | 'html' | 'unsubscribeUrl'> {
  const latest = mails.at(-1);
  if (!latest) throw new Error('there is no mail to fold');
  const text = textOf(latest, frontendUrl);
  const lines = mails
    .slice(0, -1)
    .map((mail) => textOf(mail, frontendUrl))
    .map(({ subject, preheader }) => `${subject}: ${preheader}`)
    .reverse();
  const count = lines.length + others;
  if (count === 0) return layOutAccountMail(name, latest.template, text, frontendUrl);
  const unnamed = Math.max(0, lines.length - MOST_NAMED) + others;
  const blocks = [
    `Several emails like this one were due within an hour, so you get one for all of them. This is the latest; ${count} came before it.`,
    ...text.blocks,
    'The others, the latest first:',
    ...lines.slice(0, MOST_NAMED).map((quote) => ({ quote })),
    ...(unnamed > 0 ? [`And ${unnamed} before those.`] : []),
  ];
  return layOutAccountMail(
    name,
    latest.template,
    { ...text, subject: `${text.subject} (and ${count} more)`, blocks },
    frontendUrl,
  );
}
