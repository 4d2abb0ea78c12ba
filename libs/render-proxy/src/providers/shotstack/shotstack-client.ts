import { Readable } from 'node:stream';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent, type Dispatcher, request } from 'undici';
import { renderProviderUnavailable } from '../../render-proxy.errors';
import { type ShotstackConfig, shotstackConfig } from './shotstack.config';

const MAX_ANSWER_BYTES = 1_048_576;
const MAX_RETRY_AFTER_SECONDS = 3_600;

/** How long a call may take, in milliseconds. */
export class ShotstackTimeouts {
  /** Name look-up, TCP and TLS. */
  connectMs = 3_000;
  /** From the start to the last byte of the answer. */
  totalMs = 30_000;
}

export interface ShotstackAnswer {
  status: number;
  retryAfterSeconds?: number;
  /** Undefined when the body is not whole, too long or no JSON. */
  json: unknown;
}

/** There was no answer. */
export class ShotstackSilence extends Error {
  constructor(
    /** Whether the request may have reached Shotstack: false only when surely not a byte of it left this machine. */
    readonly mayHaveArrived: boolean,
    cause: unknown,
  ) {
    super('Shotstack did not answer', { cause });
  }
}

/** Speaks HTTP with Shotstack's Edit API. The address is the operator's, so it may be a private one. */
@Injectable()
export class ShotstackClient implements OnApplicationShutdown {
  private readonly readers: Agent;
  /** A kept connection that the other side is just closing would leave the outcome of a submission unknown: each has a new one. */
  private readonly submitters: Agent;

  constructor(
    @Inject(shotstackConfig.KEY) private readonly config: ShotstackConfig,
    private readonly timeouts: ShotstackTimeouts = new ShotstackTimeouts(),
  ) {
    const options = {
      connect: { timeout: timeouts.connectMs },
      headersTimeout: timeouts.totalMs,
      bodyTimeout: timeouts.totalMs,
    };
    this.readers = new Agent(options);
    this.submitters = new Agent({ ...options, pipelining: 0 });
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.readers.destroy(), this.submitters.destroy()]);
  }

  get isConfigured(): boolean {
    return this.config.SHOTSTACK_API_KEY !== undefined;
  }

  /**
   * Sends an edit, once.
   * @throws ShotstackSilence
   */
  submit(order: object, signal: AbortSignal): Promise<ShotstackAnswer> {
    return this.exchange(
      '/render',
      { method: 'POST', dispatcher: this.submitters },
      signal,
      Buffer.from(JSON.stringify(order)),
    );
  }

  /**
   * Asks for a render, without its edit, which may be megabytes.
   * @throws ShotstackSilence
   */
  read(id: string, signal: AbortSignal): Promise<ShotstackAnswer> {
    return this.exchange(
      `/render/${encodeURIComponent(id)}?data=false`,
      { method: 'GET', dispatcher: this.readers },
      signal,
    );
  }

  private async exchange(
    path: string,
    how: { method: 'GET' | 'POST'; dispatcher: Dispatcher },
    signal: AbortSignal,
    body?: Buffer,
  ): Promise<ShotstackAnswer> {
    const { SHOTSTACK_API_KEY: key, editUrl } = this.config;
    if (key === undefined) throw renderProviderUnavailable('SHOTSTACK_API_KEY is not set.');
    const headers = {
      accept: 'application/json',
      'x-api-key': key,
      ...(body && { 'content-type': 'application/json', 'content-length': String(body.length) }),
    };
    let mayHaveArrived = false;
    // The body is asked for once there is a connection, right before the first byte is sent.
    const asked = function* () {
      mayHaveArrived = true;
      yield body;
    };
    try {
      const both = AbortSignal.any([signal, AbortSignal.timeout(this.timeouts.totalMs)]);
      const answer = await request(`${editUrl}${path}`, {
        ...how,
        headers,
        signal: both,
        ...(body && { body: Readable.from(asked()) }),
      });
      return {
        status: answer.statusCode,
        ...retryAfter(answer.headers['retry-after']),
        json: await readJson(answer.body),
      };
    } catch (error) {
      throw new ShotstackSilence(mayHaveArrived, error);
    }
  }
}

/** The status is worth something without the body: how a body ends is never an error. */
async function readJson(body: Dispatcher.ResponseData['body']): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > MAX_ANSWER_BYTES) return undefined;
      chunks.push(chunk);
    }
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Seconds or a date (RFC 9110). */
function retryAfter(header: string | string[] | undefined): { retryAfterSeconds?: number } {
  const text = String(header ?? '').trim();
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - Date.now()) / 1_000);
  return Number.isNaN(seconds) ? {} : { retryAfterSeconds: Math.min(Math.max(seconds, 1), MAX_RETRY_AFTER_SECONDS) };
}
