import { createHmac, timingSafeEqual } from 'node:crypto';
import { randomSecret } from '@app/core';
import { isSecret } from '@app/platforms';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { writeCookie } from '../http/write-cookie';

const SECONDS = 3_600;

/**
 * Browsers accept this prefix over HTTPS only, and only from this host: no other host of the domain can set the cookie.
 */
const nameOf = (isSecure: boolean): string => (isSecure ? '__Host-rw_oauth' : 'rw_oauth');

/** The secret of the browser, as it sent it. */
export function browserSecretOf({ headers }: FastifyRequest, isSecure: boolean): string | undefined {
  const prefix = `${nameOf(isSecure)}=`;
  const found = headers.cookie?.split(/; ?/).find((cookie) => cookie.startsWith(prefix));
  const secret = found?.slice(prefix.length);
  return isSecret(secret) ? secret : undefined;
}

/** The secret that binds attempts to connect accounts to one browser; several tabs share it. */
export function keepBrowserSecret(request: FastifyRequest, reply: FastifyReply, isSecure: boolean): string {
  const secret = browserSecretOf(request, isSecure) ?? randomSecret();
  writeCookie(reply, nameOf(isSecure), secret, { path: '/', sameSite: 'Lax', seconds: SECONDS, isSecure });
  return secret;
}

/** Shows whether a browser is the one that requested the ticket. Useless without the browser's secret. */
export const proofOf = (secret: string, ticket: string): string =>
  createHmac('sha256', secret).update(ticket).digest('base64url');

/** Whether this browser requested the ticket. */
export function provesBrowser(
  request: FastifyRequest,
  proof: string | undefined,
  ticket: string,
  isSecure: boolean,
): boolean {
  const secret = browserSecretOf(request, isSecure);
  if (secret === undefined || proof === undefined) return false;
  const [expected, given] = [Buffer.from(proofOf(secret, ticket)), Buffer.from(proof)];
  return expected.length === given.length && timingSafeEqual(expected, given);
}
