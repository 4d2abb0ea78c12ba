import { defineConfig, EnvString } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class MailViewerEnv {
  /**
   * Opens `/dev/mail?token=…`, which shows mails in the local outbox. `npm start` makes a new one at each start. Unset, in
   * production, and with a mail server: there is no such page.
   */
  @EnvString({ secret: true, minLength: 16, pattern: /^[\w-]+$/, hint: 'be letters, digits, - and _' })
  MAIL_VIEWER_TOKEN?: string;
}

export const mailViewerConfig = defineConfig('api.mail-viewer', MailViewerEnv);
export type MailViewerConfig = ConfigType<typeof mailViewerConfig>;
