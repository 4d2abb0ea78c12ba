import { EventEmitter, once } from 'node:events';

/** One request as it arrived. */
export interface RecordedRequest {
  /** 1 for the first request of this sink; the order of arrival. */
  sequence: number;
  received_at: string;
  method: string;
  /** Path below the sink with its query; `/` for the sink itself. */
  path: string;
  headers: Record<string, string | string[] | undefined>;
  /** Text when the bytes are UTF-8, otherwise base64. */
  body: string;
  body_encoding: 'utf8' | 'base64';
}

/** How the sink answers. Default of omitted members: 200, no delay, no headers, `{"received":true}`, forever. */
export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  /** Text as it is, anything else as JSON. */
  body?: unknown;
  delay_ms?: number;
  /** Ends the connection without an answer. */
  drop?: boolean;
  /** Used for this many requests, then the next answer of the list. When omitted: forever. */
  times?: number;
}

const KEPT_REQUESTS = 10_000;

/** The requests that one sink has received, and its programmed answers. */
export class SinkRecorder {
  private requests: RecordedRequest[] = [];
  private answers: Answer[] = [];
  private received = 0;
  private readonly arrivals = new EventEmitter().setMaxListeners(0);

  /** Records the request and returns the answer to send. */
  record(request: Pick<RecordedRequest, 'method' | 'path' | 'headers'>, bytes: Buffer): Answer {
    const text = bytes.toString('utf8');
    const isText = Buffer.from(text).equals(bytes);
    this.requests.push({
      sequence: ++this.received,
      received_at: new Date().toISOString(),
      ...request,
      body: isText ? text : bytes.toString('base64'),
      body_encoding: isText ? 'utf8' : 'base64',
    });
    if (this.requests.length > KEPT_REQUESTS) this.requests.shift();
    this.arrivals.emit('request');
    return this.nextAnswer();
  }

  /** Replaces the programmed answers; used in this order. */
  program(answers: readonly Answer[]): void {
    this.answers = answers.map((answer) => ({ ...answer }));
  }

  forget(): void {
    this.requests = [];
    this.answers = [];
    this.received = 0;
  }

  /** The requests in order of arrival, once `atLeast` of them have arrived or the time is up. */
  async list(atLeast = 0, timeoutMs = 0): Promise<readonly RecordedRequest[]> {
    const signal = AbortSignal.timeout(timeoutMs);
    while (this.requests.length < atLeast && !signal.aborted)
      await once(this.arrivals, 'request', { signal }).catch(() => undefined);
    return this.requests;
  }

  private nextAnswer(): Answer {
    const [answer] = this.answers;
    if (answer?.times === undefined) return answer ?? {};
    answer.times -= 1;
    if (answer.times <= 0) this.answers.shift();
    return answer;
  }
}
