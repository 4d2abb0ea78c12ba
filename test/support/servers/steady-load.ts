import { setTimeout as sleep } from 'node:timers/promises';

/** One request of the load and its outcome. */
export interface Observation {
  request: string;
  /** `performance.now()` */
  startedAt: number;
  endedAt: number;
  /** 0: the connection broke. */
  status: number;
  headers: Headers;
  body: { code?: string; id?: string; status?: string };
}

export interface LoadRequest {
  path: string;
  init?: RequestInit;
}

/** An answer that takes longer counts as a broken connection. */
const ANSWER_WITHIN_MS = 60_000;

/** A few clients that send the same requests one after the other until they are stopped. */
export class SteadyLoad {
  readonly seen: Observation[] = [];
  private readonly clients: Promise<void>[];
  private stopped = false;

  constructor(
    private readonly url: string,
    private readonly requests: readonly LoadRequest[],
    { clients = 4, pauseMs = 15 } = {},
  ) {
    this.clients = Array.from({ length: clients }, async (_, client) => {
      for (let turn = client; !this.stopped; turn++) {
        await this.send(this.requests[turn % this.requests.length] as LoadRequest);
        await sleep(pauseMs);
      }
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.clients);
  }

  /** Those that were sent at or after this moment. */
  since(moment: number): Observation[] {
    return this.seen.filter(({ startedAt }) => startedAt >= moment);
  }

  private async send({ path, init }: LoadRequest): Promise<void> {
    const observation = { request: `${init?.method ?? 'GET'} ${path}`, startedAt: performance.now() };
    try {
      const response = await fetch(this.url + path, { ...init, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
      const body = (await response.json()) as Observation['body'];
      this.seen.push({
        ...observation,
        endedAt: performance.now(),
        status: response.status,
        headers: response.headers,
        body,
      });
    } catch (error) {
      this.seen.push({
        ...observation,
        endedAt: performance.now(),
        status: 0,
        headers: new Headers(),
        body: { code: String(error) },
      });
    }
  }
}
