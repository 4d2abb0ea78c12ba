import type { MailBlock } from '@app/notifications';

/** The content of a mail. */
interface MailText {
  subject: string;
  preheader: string;
  blocks: MailBlock[];
}
/** The text of a mail, from its facts. */
export type TextOf<Facts> = (facts: Facts, frontendUrl: string) => MailText;
