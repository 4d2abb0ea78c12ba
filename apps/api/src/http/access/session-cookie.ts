import type { FastifyReply, FastifyRequest } from 'fastify';
import { writeCookie } from '../write-cookie';

const PATH = '/api/auth/browser';
const DAY_SECONDS = 86_400;

/** Browsers accept the prefix over HTTPS only. */
const nameOf = (isSecure: boolean): string => (isSecure ? '__Secure-rw_session' : 'rw_session');

/** The refresh token that the browser sent. */
export function sessionCookieOf({ headers }: FastifyRequest, isSecure: boolean): string | undefined {
  const prefix = `${nameOf(isSecure)}=`;
  const found = headers.cookie?.split(/; ?/).find((cookie) => cookie.startsWith(prefix));
  return found?.slice(prefix.length, prefix.length + 200) || undefined;
}

/**
 * Keeps a refresh token where no script can read it; the browser sends it only to the routes below `/api/auth/browser`,
 * and only from this site. `days: 0` removes it.
 */
export function setSessionCookie(
  reply: FastifyReply,
  token: string,
  { days, isSecure }: { days: number; isSecure: boolean },
): void {
  const scope = { path: PATH, sameSite: 'Strict', seconds: days * DAY_SECONDS, isSecure } as const;
  writeCookie(reply, nameOf(isSecure), token, scope);
}
