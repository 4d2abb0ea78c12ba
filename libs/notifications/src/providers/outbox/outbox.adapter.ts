import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import { mailMessage } from '../../mail/mail-message';
import { type Mail, Mailer } from '../../mail/mailer';
import { notificationNotDelivered } from '../../notifications.errors';

const MAIL_FILE = /^[0-9A-Z.]+-[0-9a-f]{8}\.eml$/;

/** A mail of the outbox, as a person reads it. */
export interface ReadableMail {
  /** Addresses, separated by commas. */
  to: string;
  subject: string;
  /** As in the header. */
  date: string;
  text: string;
  html?: string;
}

/**
 * For development: every mail becomes a file that any mail program opens, named by time and readable by its owner only.
 */
export class OutboxAdapter extends Mailer {
  private composer?: ReturnType<typeof composer>;

  constructor(
    readonly folder: string,
    private readonly from: string,
  ) {
    super();
  }

  async send(mail: Mail): Promise<void> {
    try {
      await this.write(mail);
    } catch (error) {
      throw notificationNotDelivered('The mail could not be written to the outbox.', { cause: error });
    }
  }

  /** File names, the newest first. */
  async list(): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => [] as string[]);
    return names
      .filter((name) => MAIL_FILE.test(name))
      .sort()
      .reverse();
  }

  /** Undefined for a name that `list` does not return. */
  async read(name: string): Promise<ReadableMail | undefined> {
    if (!MAIL_FILE.test(name)) return undefined;
    return readFile(join(this.folder, name)).then(readMail, () => undefined);
  }

  private async write(mail: Mail): Promise<void> {
    const { message } = await (this.composer ??= composer()).sendMail(mailMessage(mail, this.from));
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const name = `${new Date().toISOString().replaceAll(/[-:]/g, '')}-${randomBytes(4).toString('hex')}`;
    // Readers look for .eml and never see an incomplete mail.
    await writeFile(join(this.folder, `${name}.part`), message as Buffer, { mode: 0o600 });
    await rename(join(this.folder, `${name}.part`), join(this.folder, `${name}.eml`));
  }
}

const composer = () =>
  createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'unix',
    disableFileAccess: true,
    disableUrlAccess: true,
  });

async function readMail(source: Buffer): Promise<ReadableMail> {
  const { to = [], subject = '', headers, text = '', html } = await PostalMime.parse(source);
  return {
    to: to.map(({ address }) => address).join(', '),
    subject,
    date: headers.find(({ key }) => key === 'date')?.value ?? '',
    text,
    ...(html !== undefined && { html }),
  };
}
