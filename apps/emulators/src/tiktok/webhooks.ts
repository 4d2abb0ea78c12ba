import { createHmac } from 'node:crypto';
import type { TikTokWorld } from './tiktok-world';

/** One signed delivery to the registered address; what cannot be delivered is dropped. */
export async function sendWebhook(world: TikTokWorld, openId: string, event: string, content: object): Promise<void> {
  const { webhook_url: url, client_id: clientKey, client_secret: secret } = world.app;
  if (url === null) return;
  const at = world.seconds();
  const body = JSON.stringify({
    client_key: clientKey,
    event,
    create_time: at,
    user_openid: openId,
    content: JSON.stringify(content),
  });
  const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'tiktok-signature': `t=${at},s=${signature}` },
    body,
    redirect: 'manual',
  }).catch(() => undefined);
}
