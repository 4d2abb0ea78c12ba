import { DeviceTokensService } from '@app/auth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { writeCookie } from '../write-cookie';

const NAME = 'rw_device';
// Browsers send the cookie of the longest path first. Earlier versions set it for `/api`, where it must not hide the
// present one.
const COOKIE = new RegExp(`(?:^|; ?)${NAME}=([\\w.-]{1,200})(?=;|$)`, 'g');

/** Marks the browser as a device on which its user has signed in. Programs keep `device_token` instead. */
export function setDeviceCookie(reply: FastifyReply, token: string, isSecure: boolean): void {
  writeCookie(reply, NAME, token, { path: '/', sameSite: 'Lax', seconds: DeviceTokensService.lifetime, isSecure });
}

/** As the client sent it, unverified: the header `X-Device-Token`, otherwise the cookie. */
export function deviceTokenOf({ headers }: FastifyRequest): string | undefined {
  const header = headers['x-device-token'];
  return typeof header === 'string' ? header.slice(0, 200) : [...(headers.cookie ?? '').matchAll(COOKIE)].at(-1)?.[1];
}
