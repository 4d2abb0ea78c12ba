import { randomBytes } from 'node:crypto';
import { sha256 } from '@app/core';
import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;
const RECOVERY_CODES = 10;
/** Base32 (RFC 4648): contains no 0, 1 or 8 that could be mistaken for a letter. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** SHA-1, 6 digits, 30 seconds: every authenticator app supports these (RFC 6238). */
const totp = (secret: string, label: string) =>
  new TOTP({
    issuer: 'Reelway',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
    secret: Secret.fromBase32(secret),
  });

/** 160 bits in base32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** The URI that an authenticator app reads from a QR code. */
export const otpauthUrl = (secret: string, email: string): string => totp(secret, email).toString();

/** The time step that the code belongs to; one step early or late is allowed. Undefined for a wrong code. */
export function stepOf(secret: string, code: string, now = Date.now()): number | undefined {
  const delta = totp(secret, 'check').validate({ token: code, window: 1, timestamp: now });
  return delta === null ? undefined : Math.floor(now / 1_000 / PERIOD_SECONDS) + delta;
}

/** Ten codes of 80 bits each, in groups of four. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const letters = Array.from(randomBytes(16), (byte) => ALPHABET[byte % 32]).join('');
    return letters.replaceAll(/(.{4})(?!$)/g, '$1-');
  });
}

/** Ignores spaces, dashes and case. 80 random bits need no slow hash. */
export const hashRecoveryCode = (code: string): Buffer => sha256(code.toLowerCase().replaceAll(/[\s-]/g, ''));
