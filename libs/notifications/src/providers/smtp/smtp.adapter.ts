import { createTransport } from 'nodemailer';
import { type Mail, Mailer } from '../../mail/mailer';
import { notificationNotDelivered } from '../../notifications.errors';

const TIMEOUT_MS = 15_000;

/** Any SMTP server. TLS from the start with `smtps:`, else STARTTLS when the server offers it. */
export class SmtpAdapter extends Mailer {
  private readonly transport;

  constructor(
    url: string,
    private readonly from: string,
  ) {
    super();
    this.transport = createTransport({
      url,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(mail: Mail): Promise<void> {
    try {
      await this.transport.sendMail({
        from: this.from,
        to: mail.to,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        messageId: `<${mail.id}@reelway>`,
      });
    } catch (error) {
      throw notificationNotDelivered('The mail server did not accept the message.', { cause: error });
    }
  }
}
