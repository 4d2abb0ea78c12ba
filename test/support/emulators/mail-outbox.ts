import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '../harness/wait-until';

/** A DATA_DIR, usually a separate one for one test file, and the mails that arrive in it. */
export class MailOutbox {
  constructor(readonly dataDir = mkdtempSync(join(tmpdir(), 'reelway-mail-'))) {}

  /** Every mail to this address so far, oldest first, decoded. */
  to(address: string): string[] {
    const folder = join(this.dataDir, 'outbox');
    let files: string[] = [];
    try {
      files = readdirSync(folder)
        .filter((name) => name.endsWith('.eml'))
        .sort();
    } catch {
      return [];
    }
    return files
      .map((name) => decode(readFileSync(join(folder, name), 'utf8')))
      .filter((mail) => mail.replace(/^To:\s+/m, 'To: ').includes(`To: ${address}\n`));
  }

  /** Waits for a matching mail to the address and returns its text. */
  mail(address: string, pattern: RegExp): Promise<string> {
    return waitUntil(() => this.to(address).find((mail) => pattern.test(mail)));
  }

  /** Waits for a mail with a token of this kind (`rw_verify_`, `rw_reset_`, …) and returns the newest. */
  async token(address: string, prefix: string, except?: string): Promise<string> {
    const pattern = new RegExp(`#token=(${prefix}[\\w-]{43})`);
    return waitUntil(() =>
      this.to(address)
        .map((mail) => pattern.exec(mail)?.[1])
        .filter((token) => token && token !== except)
        .at(-1),
    );
  }

  remove(): void {
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** Undoes quoted-printable, which wraps long lines. */
const decode = (mail: string): string =>
  /quoted-printable/i.test(mail)
    ? mail
        .replaceAll('=\n', '')
        .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : mail;
