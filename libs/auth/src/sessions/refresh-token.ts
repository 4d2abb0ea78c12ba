import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'rw_refresh_';
const SHAPE = /^rw_refresh_[\w-]{43}$/;

/** 256 random bits behind a prefix that scanners recognise. */
export const newRefreshToken = (): string => refreshTokenOf(randomBytes(32));

/** The token that 32 given bytes make. */
export const refreshTokenOf = (bytes: Buffer): string => `${PREFIX}${bytes.toString('base64url')}`;

export const isRefreshToken = (text: string): boolean => SHAPE.test(text);

/** What is stored. */
export const hashRefreshToken = (token: string): Buffer => createHash('sha256').update(token).digest();
