interface Webhook {
  token: string;
  messages: object[];
  /** Times of its latest messages. */
  recent: number[];
}

export interface WebhookName {
  id: string;
  token: string;
}

export interface Message {
  content?: string;
  embeds?: object[];
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: object;
}

/** The limit that Discord's documentation names for one webhook. */
const WINDOW_MS = 2_000;
const PER_WINDOW = 5;
const LONGEST_CONTENT = 2_000;
const MOST_EMBEDS = 10;

/** All webhooks. The first message creates a webhook, and its token is the only valid one. */
export class Webhooks {
  private readonly known = new Map<string, Webhook>();
  private readonly gone = new Set<string>();
  private limitedUntil = 0;
  private failing = 0;

  setFaults({ limited_seconds = 0, failing = 0 }: { limited_seconds?: number; failing?: number }): void {
    this.limitedUntil = Date.now() + limited_seconds * 1_000;
    this.failing = failing;
  }

  messagesOf(id: string): object[] {
    return this.known.get(id)?.messages ?? [];
  }

  remove(name: WebhookName): Answer {
    const refused = this.refusal(name);
    if (!refused) this.gone.add(name.id);
    return refused ?? { status: 204 };
  }

  execute(name: WebhookName, message: Message | null, wait: boolean): Answer {
    const refused = this.refusal(name);
    if (refused) return refused;
    const webhook = this.known.get(name.id) ?? { token: name.token, messages: [], recent: [] };
    this.known.set(name.id, webhook);
    const now = Date.now();
    webhook.recent = webhook.recent.filter((at) => at > now - WINDOW_MS);
    const fullForMs = webhook.recent.length < PER_WINDOW ? 0 : (webhook.recent[0] ?? 0) + WINDOW_MS - now;
    const waitMs = Math.max(this.limitedUntil - now, fullForMs);
    if (waitMs > 0) return limited(waitMs / 1_000);
    const fault = faultOf(message);
    if (fault) return { status: 400, body: fault };
    webhook.recent.push(now);
    webhook.messages.push(message ?? {});
    const headers = {
      'x-ratelimit-limit': String(PER_WINDOW),
      'x-ratelimit-remaining': String(PER_WINDOW - webhook.recent.length),
    };
    return wait ? { status: 200, headers, body: { id: String(now), ...message } } : { status: 204, headers };
  }

  private refusal({ id, token }: WebhookName): Answer | undefined {
    if (this.failing > 0) {
      this.failing -= 1;
      return { status: 500, body: { message: '500: Internal Server Error', code: 0 } };
    }
    if (this.gone.has(id) || !/^\d+$/.test(id))
      return { status: 404, body: { message: 'Unknown Webhook', code: 10015 } };
    if ((this.known.get(id)?.token ?? token) !== token)
      return { status: 401, body: { message: 'Invalid Webhook Token', code: 50027 } };
    return undefined;
  }
}

function faultOf(message: Message | null): object | undefined {
  if (!message?.content && !message?.embeds?.length) return { message: 'Cannot send an empty message', code: 50006 };
  const fits = (message.content?.length ?? 0) <= LONGEST_CONTENT && (message.embeds?.length ?? 0) <= MOST_EMBEDS;
  return fits ? undefined : { message: 'Invalid Form Body', code: 50035 };
}

const limited = (seconds: number): Answer => ({
  status: 429,
  headers: { 'retry-after': String(Math.ceil(seconds)) },
  body: { message: 'You are being rate limited.', retry_after: Number(seconds.toFixed(3)), global: false },
});
