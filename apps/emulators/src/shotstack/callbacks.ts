import type { Clock } from '../clock';

/** How callbacks misbehave. Each setting stays until it is changed. */
export interface CallbackMood {
  /** Sends nothing, now or later. */
  silent: boolean;
  /** How many times each callback is sent, concurrently. */
  copies: number;
  /** Seconds of the emulator's time before each callback is sent. */
  delay_seconds: number;
  /** The render's callback comes after those of its copies. */
  reversed: boolean;
  /** This many callbacks are never sent. */
  lose: number;
}

export interface CallbackBody {
  type: 'edit' | 'serve';
  id: string;
  render?: string;
  [field: string]: unknown;
}

export interface Delivery {
  render: string;
  type: string;
  url: string;
  attempt: number;
  /** 0: no answer. */
  status: number;
}

const ATTEMPTS = 10;
const ANSWER_WITHIN_MS = 10_000;
/** Long enough for the copies to be reported first. */
const REVERSED_SECONDS = 10;

/**
 * Sends callbacks to the submitter: immediately, and again after n³ seconds (at most 900) until an answer is 200 to
 * 399.
 */
export class Callbacks {
  mood: CallbackMood = { silent: false, copies: 1, delay_seconds: 0, reversed: false, lose: 0 };
  readonly deliveries: Delivery[] = [];

  constructor(private readonly clock: Clock) {}

  send(url: string | undefined, body: CallbackBody): void {
    if (url === undefined || this.mood.silent) return;
    if (this.mood.lose > 0) {
      this.mood.lose -= 1;
      return;
    }
    const wait = this.mood.delay_seconds + (this.mood.reversed && body.type === 'edit' ? REVERSED_SECONDS : 0);
    for (let copy = 0; copy < this.mood.copies; copy++) {
      if (wait > 0) this.clock.in(wait, () => void this.attempt(url, body, 1));
      else void this.attempt(url, body, 1);
    }
  }

  /** Delivers once, ignoring the configured faults. @returns the status of the answer, 0 without an answer */
  async deliver(url: string, body: object, record: Pick<Delivery, 'render' | 'type' | 'attempt'>): Promise<number> {
    const status = await post(url, body);
    this.deliveries.push({ ...record, url, status });
    return status;
  }

  private async attempt(url: string, body: CallbackBody, attempt: number): Promise<void> {
    const status = await this.deliver(url, body, { render: body.render ?? body.id, type: body.type, attempt });
    if ((status >= 200 && status < 400) || attempt === ATTEMPTS) return;
    this.clock.in(Math.min((attempt + 1) ** 3, 900), () => void this.attempt(url, body, attempt + 1));
  }
}

async function post(url: string, body: object): Promise<number> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}
