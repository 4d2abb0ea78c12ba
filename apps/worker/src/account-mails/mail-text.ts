import type { MailBlock } from '@app/notifications';

/** What a mail says. */
interface MailText {
  subject: string;
  preheader: string;
  blocks: MailBlock[];
}
/** The text of a mail, from its facts. */
export type TextOf<Facts> = (facts: Facts, frontendUrl: string) => MailText;
