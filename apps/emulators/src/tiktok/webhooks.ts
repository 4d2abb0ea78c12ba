import { createHmac } from 'node:crypto';
import type { TikTokWorld } from './tiktok-world';

const [FIRST_RETRY_S, RETRIED_S] = [60, 72 * 3_600];

/** Sends an event to the registered address, and again with doubling pauses for 72 hours until it answers 200. */
export async function sendWebhook(world: TikTokWorld, openId: string, event: string, content: object): Promise<void> {
  const { webhook_url: url, client_id: clientKey } = world.app;
  if (url === null) return;
  const { copies, delay_seconds: delay } = world.webhooks;
  const body = JSON.stringify({
    client_key: clientKey,
    event,
    create_time: world.seconds(),
    user_openid: openId,
    content: JSON.stringify(content),
  });
  const deliver = () =>
    Promise.all(Array.from({ length: copies }, () => attempt(world, { url, body, pause: FIRST_RETRY_S, waited: 0 })));
  if (delay > 0) world.clock.in(delay, () => void deliver());
  else await deliver();
}

interface Delivery {
  url: string;
  body: string;
  /** Seconds until the next attempt, and since the first one. */
  pause: number;
  waited: number;
}

async function attempt(world: TikTokWorld, delivery: Delivery): Promise<void> {
  const { url, body, pause, waited } = delivery;
  const { age_seconds: age, has_bad_signature: isBad } = world.webhooks;
  const at = world.seconds() - age;
  const secret = isBad ? 'another secret' : world.app.client_secret;
  const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  const isReceived = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'tiktok-signature': `t=${at},s=${signature}` },
    body,
    redirect: 'manual',
  }).then(
    ({ status }) => status === 200,
    () => false,
  );
  if (isReceived || waited + pause > RETRIED_S) return;
  world.clock.in(pause, () => void attempt(world, { url, body, pause: pause * 2, waited: waited + pause }));
}
