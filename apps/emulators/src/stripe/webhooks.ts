import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StripeEvent, WebhookEndpoint } from './objects';
import type { World } from './world';

/** How deliveries misbehave. Each setting stays until it is changed. */
export interface WebhookMood {
  /** Sends nothing until `deliver` is called. */
  hold: boolean;
  /** How many times each event is sent, concurrently. */
  copies: number;
  /** Maximum milliseconds before an event is sent, chosen at random for each: later events overtake delayed ones. */
  jitter_ms: number;
  /** Number of events that will never be sent. */
  lose: number;
}

/** One delivery that is wrong on purpose. */
export interface Tampering {
  signature?: 'wrong' | 'missing';
  /** Seconds by which the signature's time is off; negative is the past. */
  time_offset?: number;
  /** Signs with this instead of the endpoint's secret. */
  secret?: string;
  /** Sent instead of the event, with a correct signature when `sign_body` is set. */
  body?: string;
  sign_body?: boolean;
  livemode?: boolean;
}

export interface Delivery {
  event: string;
  endpoint: string;
  /** 0: no answer. */
  status: number;
}

/** Secret of every endpoint: known before an endpoint exists, so that the product can be started with it. */
export const WEBHOOK_SECRET = 'whsec_emulator';

const RETRY_MS = [50, 200, 800, 2_000, 5_000];
const ANSWER_WITHIN_MS = 10_000;

/** Sends signed events to the endpoints that subscribed to them, again until one answers with 2xx. */
export class Webhooks {
  mood: WebhookMood = { hold: false, copies: 1, jitter_ms: 0, lose: 0 };
  readonly deliveries: Delivery[] = [];
  private stopped = false;

  constructor(private readonly world: World) {
    world.onEvent = (event) => this.announce(event);
  }

  stop(): void {
    this.stopped = true;
  }

  /** Sends one event once to every subscribed endpoint, ignoring the configured faults, and returns the answers. */
  async deliver(event: StripeEvent, tampering: Tampering = {}): Promise<Delivery[]> {
    return Promise.all(this.endpointsFor(event).map((endpoint) => this.send(event, endpoint, tampering)));
  }

  private announce(event: StripeEvent): void {
    event.pending_webhooks = this.endpointsFor(event).length;
    if (this.mood.hold) return;
    if (this.mood.lose > 0) {
      this.mood.lose -= 1;
      return;
    }
    for (const endpoint of this.endpointsFor(event)) {
      const copies = Array.from({ length: this.mood.copies }, () => this.persist(event, endpoint));
      void Promise.all(copies);
    }
  }

  private async persist(event: StripeEvent, endpoint: WebhookEndpoint): Promise<void> {
    await sleep(Math.random() * this.mood.jitter_ms, undefined, { ref: false });
    for (const wait of [0, ...RETRY_MS]) {
      await sleep(wait, undefined, { ref: false });
      if (this.stopped || (await this.send(event, endpoint, {})).status < 300) return;
    }
  }

  private async send(event: StripeEvent, endpoint: WebhookEndpoint, tampering: Tampering): Promise<Delivery> {
    const shown = {
      ...(this.world.show(event) as StripeEvent),
      ...(tampering.livemode === undefined ? {} : { livemode: tampering.livemode }),
    };
    const payload = JSON.stringify(shown, null, 2);
    const body = tampering.body ?? payload;
    const status = await this.post(
      endpoint.url,
      body,
      this.signature(tampering.sign_body ? body : payload, endpoint, tampering),
    );
    const delivery = { event: event.id, endpoint: endpoint.id, status };
    if (status >= 200 && status < 300) event.pending_webhooks = Math.max(0, event.pending_webhooks - 1);
    this.deliveries.push(delivery);
    return delivery;
  }

  private signature(
    payload: string,
    endpoint: WebhookEndpoint,
    { signature, time_offset = 0, secret }: Tampering,
  ): string | undefined {
    if (signature === 'missing') return undefined;
    const time = Math.floor(Date.now() / 1_000) + time_offset;
    const key = signature === 'wrong' ? 'whsec_of_somebody_else' : (secret ?? endpoint.secret);
    return `t=${time},v1=${createHmac('sha256', key).update(`${time}.${payload}`).digest('hex')}`;
  }

  private async post(url: string, body: string, signature: string | undefined): Promise<number> {
    try {
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0',
        ...(signature ? { 'stripe-signature': signature } : {}),
      };
      const answer = await fetch(url, { method: 'POST', body, headers, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return 0;
    }
  }

  private endpointsFor(event: StripeEvent): WebhookEndpoint[] {
    const wants = ({ status, enabled_events: types }: WebhookEndpoint) =>
      status === 'enabled' && (types.includes('*') || types.includes(event.type));
    return this.world.all<WebhookEndpoint>('webhook_endpoint').filter(wants);
  }
}
