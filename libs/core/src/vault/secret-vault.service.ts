import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import { sealBroken } from '../core.errors';
import type { KeyRing } from './key-ring';

/** A column that holds sealed text; the row's key column defaults to `id`. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  readonly key?: string;
}

const ALGORITHM = 'aes-256-gcm';
/** NIST SP 800-38D: 96 random bits; far below 2^32 seals for each key. */
const NONCE_BYTES = 12;
const SEALED = /^v([1-9]\d{0,3})\.([\w-]{16})\.([\w-]*)\.([\w-]{22})$/;

/**
 * Keeps texts secret in the database. A sealed text opens only in the row and column that it was sealed for, and only
 * unchanged. Format: `v<key version>.<nonce>.<ciphertext>.<tag>` in base64url.
 */
export class SecretVaultService {
  constructor(readonly keys: KeyRing) {}

  /** @param id the row's key */
  seal(text: string, column: SealedColumn, id: string): string {
    const version = this.keys.currentVersion;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.keys.get(version) as KeyObject, nonce).setAAD(
      identity(version, column, id),
    );
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return [`v${version}`, ...[nonce, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
  }

  /** @throws seal_broken when the text was changed or moved, or when its key is gone */
  open(sealed: string, column: SealedColumn, id: string): string {
    const [, version = '', nonce = '', text = '', tag = ''] = SEALED.exec(sealed) ?? [];
    const key = this.keys.get(Number(version));
    if (!key) throw sealBroken();
    try {
      const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(nonce, 'base64url'), { authTagLength: 16 });
      decipher.setAAD(identity(Number(version), column, id)).setAuthTag(Buffer.from(tag, 'base64url'));
      return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8');
    } catch (cause) {
      throw sealBroken(undefined, { cause });
    }
  }
}

const identity = (version: number, { table, column }: SealedColumn, id: string): Buffer =>
  Buffer.from(JSON.stringify([version, table, column, id]));
