import { createHmac } from 'node:crypto';
import type { MetaWorld } from './meta-world';

/** Meta's signed message to our deauthorize callback; a failed delivery is dropped. */
export async function sendDeauthorization(world: MetaWorld, userId: string): Promise<void> {
  const { deauthorize_url: url, client_secret: secret } = world.app;
  if (url === null) return;
  const payload = { algorithm: 'HMAC-SHA256', issued_at: world.seconds(), user_id: userId };
  const encoded = Buffer.from(JSON.stringify(payload)).toString('base64url');
  const signature = createHmac('sha256', secret).update(encoded).digest('base64url');
  await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ signed_request: `${signature}.${encoded}` }),
    redirect: 'manual',
  }).catch(() => undefined);
}
