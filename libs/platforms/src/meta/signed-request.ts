import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { platformMessageInvalid } from '../platforms.errors';

const Payload = z.object({ algorithm: z.string().regex(/^HMAC-SHA256$/i), user_id: z.string().min(1) });

const sign = (text: string, secret: string): Buffer => createHmac('sha256', secret).update(text).digest();

function isSigned(text: string, signature: Buffer, secret: string): boolean {
  const expected = sign(text, secret);
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}

/**
 * The id of the person that a `signed_request` of Meta concerns.
 * @param body a form with the field `signed_request`: signature and payload in base64url, with a point between them
 * @throws platform_message_invalid
 */
export function personOf(body: string, secret: string): string {
  const [signature = '', payload = ''] = new URLSearchParams(body).get('signed_request')?.split('.') ?? [];
  if (!isSigned(payload, Buffer.from(signature, 'base64url'), secret)) throw platformMessageInvalid();
  const parsed = Payload.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  if (!parsed.success) throw platformMessageInvalid('The signed message names no person.');
  return parsed.data.user_id;
}

/** The moment with our signature. */
export function deletionCode(at: Date, secret: string): string {
  const seconds = Math.floor(at.getTime() / 1_000);
  return `${seconds}-${sign(`deleted ${seconds}`, secret).toString('base64url')}`;
}

/** Undefined for a code that is not ours. */
export function deletedAt(code: string, secret: string): Date | undefined {
  const [, seconds = '', signature = ''] = /^(\d{1,12})-([\w-]{43})$/.exec(code) ?? [];
  const isOurs = isSigned(`deleted ${seconds}`, Buffer.from(signature, 'base64url'), secret);
  return isOurs ? new Date(Number(seconds) * 1_000) : undefined;
}
