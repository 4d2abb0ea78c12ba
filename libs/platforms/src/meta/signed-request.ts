import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { jsonText } from '../message-schema';
import { platformMessageInvalid } from '../platforms.errors';

/** Someone may have recorded an older message. */
const OLDEST_SECONDS = 86_400;

const Payload = jsonText(
  z.object({
    algorithm: z.string().regex(/^HMAC-SHA256$/i),
    user_id: z.string().min(1),
    issued_at: z.number().optional(),
  }),
);

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
  const parsed = Payload.safeParse(Buffer.from(payload, 'base64url').toString());
  if (!parsed.success) throw platformMessageInvalid('The signed message names no person.');
  const { user_id: person, issued_at: at } = parsed.data;
  if (at !== undefined && Date.now() / 1_000 - at > OLDEST_SECONDS)
    throw platformMessageInvalid('The message was signed too long ago.');
  return person;
}

/** The moment and a random part, with our signature. */
export function deletionCode(at: Date, secret: string): string {
  const code = `${Math.floor(at.getTime() / 1_000)}-${randomBytes(8).toString('hex')}`;
  return `${code}-${sign(`deleted ${code}`, secret).toString('base64url')}`;
}

/** Undefined for a code that is not ours. */
export function deletedAt(code: string, secret: string): Date | undefined {
  // Earlier codes have no random part.
  const [, signed = '', signature = ''] = /^(\d{1,12}(?:-[\da-f]{16})?)-([\w-]{43})$/.exec(code) ?? [];
  const isOurs = isSigned(`deleted ${signed}`, Buffer.from(signature, 'base64url'), secret);
  return isOurs ? new Date(Number.parseInt(signed, 10) * 1_000) : undefined;
}
