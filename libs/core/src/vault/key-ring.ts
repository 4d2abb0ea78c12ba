import { createSecretKey, type KeyObject } from 'node:crypto';
import { ConfigurationError } from '../config/read-env';

/** Any random key has more different bytes than this. */
const FEWEST_DIFFERENT_BYTES = 12;

/** Ends an entry whose key opens but does not seal yet: first every process has to know it. */
const OPENS_ONLY = 'open';

/** The keys of `TOKEN_ENC_KEYS` by version. */
export class KeyRing {
  /** The version that seals. */
  readonly currentVersion: number;
  private readonly keys = new Map<number, KeyObject>();

  /** @throws ConfigurationError for duplicate versions, keys that are obviously not random, and when none seals */
  constructor(text: string) {
    const sealing: number[] = [];
    for (const entry of text.split(',')) {
      const [label = '', encoded = '', use] = entry.trim().split(':');
      const version = Number(label.slice(1));
      const bytes = Buffer.from(encoded, 'base64');
      if (this.keys.has(version)) throw new ConfigurationError([`TOKEN_ENC_KEYS has the version v${version} twice`]);
      if (bytes.length !== 32 || new Set(bytes).size < FEWEST_DIFFERENT_BYTES)
        throw new ConfigurationError([`TOKEN_ENC_KEYS: v${version} must be 32 random bytes in base64`]);
      this.keys.set(version, createSecretKey(bytes));
      if (use !== OPENS_ONLY) sealing.push(version);
    }
    if (sealing.length === 0) throw new ConfigurationError(['TOKEN_ENC_KEYS has no key that seals']);
    this.currentVersion = Math.max(...sealing);
  }

  get(version: number): KeyObject | undefined {
    return this.keys.get(version);
  }

  get versions(): number[] {
    return [...this.keys.keys()];
  }
}
