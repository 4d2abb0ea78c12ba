import { createTransport } from 'nodemailer';
import { mailMessage } from '../../mail/mail-message';
import { type Mail, Mailer } from '../../mail/mailer';
import { mailAddressRefused, notificationNotDelivered } from '../../notifications.errors';

const TIMEOUT_MS = 15_000;

interface SmtpFailure {
  /** The refused command. */
  command?: string;
  responseCode?: number;
}

/**
 * A permanent answer (5xx) about the recipient. A permanent answer about us, such as a wrong password, lasts only until
 * the operator corrects it.
 */
const isRefusedForGood = ({ command, responseCode = 0 }: SmtpFailure) => command === 'RCPT TO' && responseCode >= 500;

/** Any SMTP server. `smtps:` uses TLS from the start; otherwise STARTTLS if the server offers it. */
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
      await this.transport.sendMail(mailMessage(mail, this.from));
    } catch (error) {
      if (isRefusedForGood(error as SmtpFailure))
        throw mailAddressRefused('The mail server refuses this address.', { cause: error });
      throw notificationNotDelivered('The mail server did not accept the message.', { cause: error });
    }
  }
}
