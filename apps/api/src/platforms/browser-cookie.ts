import { isSecret, randomSecret } from '@app/platforms';
import type { FastifyReply, FastifyRequest } from 'fastify';

const SECONDS = 3_600;

/** Browsers accept the prefix over HTTPS only, and only from this host: no neighbouring host can set the cookie. */
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
  const attributes = [`Max-Age=${SECONDS}`, 'Path=/', 'HttpOnly', 'SameSite=Lax', ...(isSecure ? ['Secure'] : [])];
  reply.header('set-cookie', [`${nameOf(isSecure)}=${secret}`, ...attributes].join('; '));
  return secret;
}
