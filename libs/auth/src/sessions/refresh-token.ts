import { randomBytes } from 'node:crypto';

const PREFIX = 'rw_refresh_';
const SHAPE = /^rw_refresh_[\w-]{43}$/;

/** 256 random bits after a prefix that secret scanners recognise. */
export const newRefreshToken = (): string => refreshTokenOf(randomBytes(32));

/** The token for 32 given bytes. */
export const refreshTokenOf = (bytes: Buffer): string => `${PREFIX}${bytes.toString('base64url')}`;

export const isRefreshToken = (text: string): boolean => SHAPE.test(text);
