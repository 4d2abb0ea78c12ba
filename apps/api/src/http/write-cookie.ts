import type { FastifyReply } from 'fastify';

export interface CookieScope {
  path: string;
  sameSite: 'Strict' | 'Lax';
  /** Seconds until the browser forgets it; 0 removes it. Default: when the browser closes. */
  seconds?: number;
  /** Whether the browser sends it over HTTPS only. */
  isSecure: boolean;
}

/** Sets a cookie that no script can read. */
export function writeCookie(
  reply: FastifyReply,
  name: string,
  value: string,
  { path, sameSite, seconds, isSecure }: CookieScope,
): void {
  const lifetime = seconds === undefined ? [] : [`Max-Age=${seconds}`];
  const attributes = [...lifetime, `Path=${path}`, 'HttpOnly', `SameSite=${sameSite}`, ...(isSecure ? ['Secure'] : [])];
  reply.header('set-cookie', [`${name}=${value}`, ...attributes].join('; '));
}
