import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { jsonText } from '../../message-schema';
import type { PlatformMessage } from '../../platform-adapter';
import type { PlatformApp } from '../../platform-app';
import { platformMessageInvalid } from '../../platforms.errors';

/** Someone may have recorded an older message. TikTok signs each attempt anew. */
const OLDEST_SECONDS = 300;

const Event = jsonText(z.object({ client_key: z.string(), event: z.string(), user_openid: z.string().min(1) }));

/**
 * The event of a message (developers.tiktok.com, "Webhooks"). Its `content` is not read: each event is a reason to ask
 * TikTok.
 * @throws platform_message_invalid unless TikTok signed it for our app within the last minutes
 */
export function readTiktokEvent({ body, headers }: PlatformMessage, app: PlatformApp): z.infer<typeof Event> {
  const given = String(headers['tiktok-signature'] ?? '');
  const [, at = '', signature = ''] = /^t=(\d{1,12}),s=([0-9a-f]{64})$/.exec(given) ?? [];
  const expected = createHmac('sha256', app.secret).update(`${at}.${body}`).digest();
  const bytes = Buffer.from(signature, 'hex');
  if (bytes.length !== expected.length || !timingSafeEqual(bytes, expected)) throw platformMessageInvalid();
  if (Math.abs(Date.now() / 1_000 - Number(at)) > OLDEST_SECONDS)
    throw platformMessageInvalid('The message was signed too long ago.');
  const event = Event.safeParse(body);
  if (!event.success || event.data.client_key !== app.id)
    throw platformMessageInvalid('The message is not for this app.');
  return event.data;
}
