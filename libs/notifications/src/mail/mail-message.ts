import type { Mail } from './mailer';

/** The fields of a mail as Nodemailer takes them. */
export const mailMessage = ({ id, to, subject, text, html, unsubscribeUrl }: Mail, from: string) => ({
  from,
  to,
  subject,
  text,
  html,
  messageId: `<${id}@reelway>`,
  ...(unsubscribeUrl !== undefined && { list: { unsubscribe: unsubscribeUrl } }),
});
