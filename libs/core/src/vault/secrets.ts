import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits that fit into addresses and cookies. @param prefix by which secret scanners recognise it */
export const randomSecret = (prefix = ''): string => `${prefix}${randomBytes(32).toString('base64url')}`;

/** SHA-256 of a text: the stored form of random secrets, which need no salt and no slow hash. */
export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares in a time that does not depend on the place where the texts differ. */
export const isSameSecret = (given: string, expected: string): boolean =>
  timingSafeEqual(sha256(given), sha256(expected));
