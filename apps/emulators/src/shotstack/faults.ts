import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';

export interface Answer {
  status: number;
  body: unknown;
}

/** One way in which the API misbehaves. The first matching rule applies. */
export interface FaultRule {
  on: 'submit' | 'status' | 'assets' | 'file';
  /** Only calls whose address or body contains this text. */
  match?: string;
  /** Does the work first: only the answer is wrong. */
  accept?: boolean;
  /** Milliseconds of real time to wait first. */
  delay_ms?: number;
  status?: number;
  headers?: Record<string, string>;
  /** Text as it is, anything else as JSON. */
  body?: unknown;
  /** How the answer fails: it never comes, the connection breaks before it, or in the middle of it. */
  end?: 'hang' | 'drop' | 'truncate';
  /** When omitted: until the rules are changed. */
  times?: number;
}

const DEFAULT_BODIES: Readonly<Record<number, unknown>> = {
  400: { success: false, message: 'Bad Request', response: 'Refused because a test asked for it.' },
  401: { message: 'Unauthorized' },
  403: { message: 'Forbidden' },
  404: { success: false, message: 'Not Found', response: {} },
  429: { message: 'Too Many Requests', error: { type: 'rate_limit_error' } },
  500: { message: 'Internal server error' },
  502: { message: 'Internal server error' },
  503: { message: 'Service Unavailable' },
  504: { message: 'Endpoint request timed out' },
};

export class Faults {
  rules: FaultRule[] = [];
  /** Number of requests of each kind, with any outcome. */
  readonly calls: Record<FaultRule['on'], number> = { submit: 0, status: 0, assets: 0, file: 0 };

  /**
   * Answers a call when a rule changes its answer.
   * @returns whether it answered; false after a mere delay, too
   */
  async interrupt(on: FaultRule['on'], text: string, reply: FastifyReply, work?: () => Answer): Promise<boolean> {
    this.calls[on] += 1;
    const rule = this.take(on, text);
    if (rule?.delay_ms) await sleep(rule.delay_ms, undefined, { ref: false });
    if (!rule || (rule.status === undefined && rule.body === undefined && rule.end === undefined)) return false;
    const done = rule.accept ? work?.() : undefined;
    const status = rule.status ?? done?.status ?? 500;
    const body = rule.body ?? (rule.status === undefined ? done?.body : DEFAULT_BODIES[status]) ?? {};
    if (rule.end !== undefined) end(reply, rule.end, status, body);
    else
      void reply
        .status(status)
        .headers({ 'content-type': 'application/json', ...rule.headers })
        .send(typeof body === 'string' ? body : JSON.stringify(body));
    return true;
  }

  private take(on: FaultRule['on'], text: string): FaultRule | undefined {
    const rule = this.rules.find((each) => each.on === on && each.times !== 0 && text.includes(each.match ?? ''));
    if (rule?.times !== undefined) rule.times -= 1;
    return rule;
  }
}

function end(reply: FastifyReply, how: NonNullable<FaultRule['end']>, status: number, body: unknown): void {
  reply.hijack();
  if (how === 'drop') reply.raw.destroy();
  if (how !== 'truncate') return;
  const text = JSON.stringify(body);
  reply.raw.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length });
  reply.raw.write(text.slice(0, text.length / 2), () => reply.raw.destroy());
}
