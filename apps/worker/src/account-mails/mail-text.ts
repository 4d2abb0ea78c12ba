import type { MailBlock } from '@app/notifications';

/** The content of a mail. */
export interface MailText {
  subject: string;
  preheader: string;
  blocks: MailBlock[];
}

/** The text of a mail, from its facts. */
export type TextOf<Facts> = (facts: Facts, frontendUrl: string) => MailText;

/** The closing lines of mails about changes that only the account's owner should make. */
export const notYou = (frontendUrl: string): MailBlock[] => [
  "If this wasn't you, reset your password now. That signs out all devices.",
  { action: 'Reset your password', url: `${frontendUrl}/reset-password` },
];
