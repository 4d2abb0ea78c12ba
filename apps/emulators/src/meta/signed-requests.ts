import { createHmac } from 'node:crypto';
import type { MetaWorld } from './meta-world';

/** Meta's signed message to our deauthorize callback; a failed delivery is dropped. */
export async function sendDeauthorization(world: MetaWorld, userId: string): Promise<void> {
  const { deauthorize_url: url } = world.app;
  if (url !== null) await send(world, url, userId).catch(() => undefined);
}

/** A person requests at Facebook that we delete their data. @returns our answer, which Facebook shows them */
export async function demandDeletion(world: MetaWorld, userId: string): Promise<unknown> {
  const { data_deletion_url: url } = world.app;
  return url === null ? null : (await send(world, url, userId)).json();
}

function send(world: MetaWorld, url: string, userId: string): Promise<Response> {
  const payload = { algorithm: 'HMAC-SHA256', issued_at: world.seconds(), user_id: userId };
  const encoded = Buffer.from(JSON.stringify(payload)).toString('base64url');
  const signature = createHmac('sha256', world.app.client_secret).update(encoded).digest('base64url');
  const body = new URLSearchParams({ signed_request: `${signature}.${encoded}` });
  return fetch(url, { method: 'POST', body, redirect: 'manual' });
}
