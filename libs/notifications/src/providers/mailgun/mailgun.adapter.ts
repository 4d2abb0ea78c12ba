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
export class MailgunAdapter extends Mailer {
  constructor(private readonly account: MailgunAccount) {
    super();
  }

  async send(mail: Mail, signal?: AbortSignal): Promise<void> {
    const { apiBase, domain, apiKey, from } = this.account;
    const deadline = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const answer = await fetch(`${apiBase}/v3/${domain}/messages`, {
        method: 'POST',
        redirect: 'error',
        headers: { authorization: `Basic ${Buffer.from(`api:${apiKey}`).toString('base64')}` },
        body: new URLSearchParams({
          from,
          to: mail.to,
          subject: mail.subject,
          text: mail.text,
          ...(mail.html === undefined ? {} : { html: mail.html }),
          'h:Message-Id': `<${mail.id}@${domain}>`,
          'o:tracking': 'no',
        }),
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      });
      await answer.body?.cancel();
      if (!answer.ok) throw notificationNotDelivered(`Mailgun answered ${answer.status}.`);
    } catch (error) {
      throw notificationNotDelivered.is(error)
        ? error
        : notificationNotDelivered('Mailgun could not be reached.', { cause: error });
    }
  }
}
