import { defineConfig, EnvString } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class MailViewerEnv {
  /**
   * Opens `/dev/mail?token=…`, which shows mails in the local outbox. `npm start` creates a new token at each start.
   * The page does not exist in production, with a mail server, or while this is unset.
   */
  @EnvString({ secret: true, minLength: 16, pattern: /^[\w-]+$/, hint: 'be letters, digits, - and _' })
  MAIL_VIEWER_TOKEN?: string;
}

export const mailViewerConfig = defineConfig('api.mail-viewer', MailViewerEnv);
export type MailViewerConfig = ConfigType<typeof mailViewerConfig>;
