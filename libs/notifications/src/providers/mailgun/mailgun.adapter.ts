import { ApiClient } from '@app/core';
import type { OnApplicationShutdown } from '@nestjs/common';
import { type Mail, Mailer } from '../../mail/mailer';
import { notificationNotDelivered } from '../../notifications.errors';

const TIMEOUT_MS = 15_000;

export interface MailgunAccount {
  apiBase: string;
  domain: string;
  apiKey: string;
  from: string;
}

/** Mailgun's HTTP API (documentation.mailgun.com, "Send an email"). */
export class MailgunAdapter extends Mailer implements OnApplicationShutdown {
  private readonly api = new ApiClient({ totalTimeoutMs: TIMEOUT_MS });

  constructor(private readonly account: MailgunAccount) {
    super();
  }

  onApplicationShutdown(): Promise<void> {
    return this.api.close();
  }

  async send(mail: Mail, signal?: AbortSignal): Promise<void> {
    const { apiBase, domain, apiKey } = this.account;
    const { status, retryAfterSeconds } = await this.api
      .send(`${apiBase}/v3/${domain}/messages`, {
        method: 'POST',
        credentials: { authorization: `Basic ${Buffer.from(`api:${apiKey}`).toString('base64')}` },
        body: this.formOf(mail),
        signal,
      })
      .catch((error: unknown) => {
        throw notificationNotDelivered('Mailgun could not be reached.', { cause: error });
      });
    if (status >= 300) throw notificationNotDelivered(`Mailgun answered ${status}.`, { retryAfterSeconds });
  }

  private formOf({ id, to, subject, text, html, unsubscribeUrl }: Mail): URLSearchParams {
    const { from, domain } = this.account;
    return new URLSearchParams({
      from,
      to,
      subject,
      text,
      ...(html === undefined ? {} : { html }),
      'h:Message-Id': `<${id}@${domain}>`,
      ...(unsubscribeUrl !== undefined && { 'h:List-Unsubscribe': `<${unsubscribeUrl}>` }),
      'o:tracking': 'no',
    });
  }
}
