import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Secrets that a development installation needs and that its user should not have to invent. */
export interface Secrets {
  JWT_SECRET: string;
  TOKEN_ENC_KEYS: string;
  admin: { email: string; password: string };
  /** The demo key; absent until the first bootstrap has created it. */
  api_key?: string;
}

/**
 * Secrets created once and kept in `secrets.json`, readable by the owner only. Variables that are set take precedence
 * when the children start.
 */
export class SecretsFile {
  private readonly file: string;

  constructor(dataDir: string) {
    this.file = join(dataDir, 'secrets.json');
  }

  /** @throws Error when the file exists but cannot be read: new secrets would lock the owner out of the old data */
  load(adminEmail: string): Secrets {
    if (existsSync(this.file)) {
      try {
        return JSON.parse(readFileSync(this.file, 'utf8')) as Secrets;
      } catch (error) {
        throw new Error(
          `${this.file} cannot be read (${(error as Error).message}). Restore it, or move it away to get new secrets: sessions end and connected accounts must be connected again.`,
        );
      }
    }
    const secrets: Secrets = {
      JWT_SECRET: randomBytes(48).toString('base64url'),
      TOKEN_ENC_KEYS: `v1:${randomBytes(32).toString('base64')}`,
      admin: { email: adminEmail, password: randomBytes(15).toString('base64url') },
    };
    this.save(secrets);
    return secrets;
  }

  save(secrets: Secrets): void {
    const next = `${this.file}-${process.pid}`;
    writeFileSync(next, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(next, this.file);
  }
}
