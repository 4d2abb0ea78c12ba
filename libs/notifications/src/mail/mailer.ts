/** One message to one person. */
export interface Mail {
  to: string;
  subject: string;
  /** Plain text; the reader's program wraps lines. */
  text: string;
  /** The same as HTML; see `layOut`. */
  html?: string;
  /** Page on which the recipient turns such mails off; undefined for mails that cannot be turned off. */
  unsubscribeUrl?: string;
  /**
   * The same for every attempt to send this message, so that a receiver can detect repetitions. Letters, digits and
   * `-_.`.
   */
  id: string;
}

/** Port: passes a mail to the service that delivers it. */
export abstract class Mailer {
  /**
   * Resolves when the provider has taken responsibility for the message.
   * @throws AppError notification_not_delivered; mail_address_refused when a retry is pointless
   */
  abstract send(mail: Mail, signal?: AbortSignal): Promise<void>;
}
