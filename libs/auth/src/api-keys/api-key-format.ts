import { hash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Words joined by underscores: a double click selects the whole key, and secret scanners can recognise it. */
export const API_KEY_PREFIX = 'rw_live_';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 27 characters of base 62 hold 160 bits. */
const RANDOM_LENGTH = 27;
const CHECKSUM_LENGTH = 6;
/** Characters of a key. */
export const API_KEY_LENGTH = API_KEY_PREFIX.length + RANDOM_LENGTH + CHECKSUM_LENGTH;
const SHAPE = new RegExp(`^${API_KEY_PREFIX}[0-9A-Za-z]{${RANDOM_LENGTH + CHECKSUM_LENGTH}}$`);
/** The part of a key that may be shown later: enough to distinguish keys, too little to guess one. */
const VISIBLE_LENGTH = API_KEY_PREFIX.length + 6;

/** A new key: prefix, 160 random bits, and the CRC-32 of both, in base 62. */
export function generateApiKey(): string {
  const random = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${API_KEY_PREFIX}${random}${checksum(`${API_KEY_PREFIX}${random}`)}`;
}

/** Whether the text can be a key at all; rejects typos and made-up keys without a query. */
export function isWellFormedApiKey(text: string): boolean {
  return SHAPE.test(text) && text.endsWith(checksum(text.slice(0, -CHECKSUM_LENGTH)));
}

/** The stored form of the key: 160 random bits need no salt and no slow hash (ASVS 6.5.2). */
export function hashApiKey(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}

/** The same hash as text, for a look-up in memory. */
export function digestOfApiKey(key: string): string {
  return hash('sha256', key, 'base64');
}

/** The part that lists show. */
export function visiblePrefix(key: string): string {
  return key.slice(0, VISIBLE_LENGTH);
}

function checksum(text: string): string {
  let rest = crc32(text);
  let encoded = '';
  for (let place = 0; place < CHECKSUM_LENGTH; place += 1) {
    encoded = `${ALPHABET[rest % ALPHABET.length]}${encoded}`;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return encoded;
}
