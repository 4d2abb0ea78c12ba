import { Readable } from 'node:stream';
import { Agent, type Dispatcher, request } from 'undici';
import { VERSION } from '../../version';
import { retryAfterSeconds } from './retry-after';

const MIB = 1_048_576;
const REDACTED = '[redacted]';

export interface ApiClientOptions {
  /** For DNS, TCP and TLS together. Default 3 s. */
  connectTimeoutMs?: number;
  /** From the start of a call to the last byte of its answer. Default 30 s. */
  totalTimeoutMs?: number;
  /** Largest answer body, in bytes, that is read. Default 1 MiB. */
  maxBytes?: number;
}

export interface ApiRequest {
  /** Default GET. */
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Readonly<Record<string, string>>;
  /** Headers that authenticate us. The answer never contains their values, even if the service repeats them. */
  credentials?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  body?: object | URLSearchParams | BodyStream;
  /** Names of the headers of the answer to return, in lower case. */
  readHeaders?: readonly string[];
  /** Instead of the client's `totalTimeoutMs`, for a long body. */
  timeoutMs?: number;
  /**
   * For a call that must not run twice. It gets a new connection: a kept-alive one might just be closing on the other
   * side, which would leave the outcome of the call unknown.
   */
  once?: boolean;
  /** Ends the call early. */
  signal?: AbortSignal;
}

/** A body that is read while it is sent; the call fails if the stream does not have exactly this length. */
export class BodyStream {
  constructor(
    readonly stream: Readable,
    /** Bytes. */
    readonly length: number,
    readonly contentType: string,
  ) {}
}

export interface ApiAnswer {
  status: number;
  /** Those of `readHeaders` that the answer has; undefined when the call requested none. */
  headers?: Readonly<Record<string, string>>;
  /** How long the service tells us to wait, from 1 s to 1 h. */
  retryAfterSeconds?: number;
  /**
   * Undefined when the body is incomplete, too long or not JSON. An integer that a JavaScript number cannot hold, such
   * as an id of 19 digits, is text.
   */
  json: unknown;
}

/** The service sent no answer, or the caller ended the call. */
export class NoAnswerError extends Error {
  constructor(
    /**
     * Whether the request may have reached the service: false only if certainly no byte of the body left this machine.
     */
    readonly mayHaveArrived: boolean,
    cause: unknown,
  ) {
    super('The service did not answer.', { cause });
  }
}

/**
 * Calls HTTP APIs whose addresses the operator chose, so private addresses are allowed. For addresses that users
 * choose, use `SafeHttpService`. It never retries and follows no redirect; every call ends in time and reads a bounded
 * answer.
 */
export class ApiClient {
  private readonly kept: Agent;
  private readonly fresh: Agent;
  private readonly totalTimeoutMs: number;
  private readonly maxBytes: number;

  constructor({ connectTimeoutMs = 3_000, totalTimeoutMs = 30_000, maxBytes = MIB }: ApiClientOptions = {}) {
    const options = {
      connect: { timeout: connectTimeoutMs },
      headersTimeout: totalTimeoutMs,
      bodyTimeout: totalTimeoutMs,
    };
    this.kept = new Agent(options);
    this.fresh = new Agent({ ...options, pipelining: 0 });
    this.totalTimeoutMs = totalTimeoutMs;
    this.maxBytes = maxBytes;
  }

  /**
   * Resolves with the answer, whatever its status.
   * @throws NoAnswerError
   */
  async send(url: string, { method = 'GET', once = false, ...call }: ApiRequest = {}): Promise<ApiAnswer> {
    const body = call.body && encode(call.body);
    // A stream may break before anything reads it; an 'error' event without a listener would end the process.
    if (call.body instanceof BodyStream) call.body.stream.on('error', () => undefined);
    let mayHaveArrived = false;
    // undici reads the body once it has a connection, right before it sends the first byte.
    const watched = async function* (content: Content) {
      mayHaveArrived = true;
      yield* content.chunks;
    };
    const timeoutMs = call.timeoutMs ?? this.totalTimeoutMs;
    const deadline = AbortSignal.timeout(timeoutMs);
    try {
      call.signal?.throwIfAborted();
      // Without a body we cannot detect when the request leaves.
      mayHaveArrived = body === undefined;
      const answer = await request(url, {
        method,
        dispatcher: once ? this.fresh : this.kept,
        headers: { ...headersOf(call, body), ...(body && { 'content-length': String(body.length) }) },
        signal: call.signal ? AbortSignal.any([call.signal, deadline]) : deadline,
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
        ...(body && { body: Readable.from(watched(body)) }),
      });
      const wait = retryAfterSeconds(answer.headers['retry-after']);
      const text = await readText(answer.body, this.maxBytes);
      return {
        status: answer.statusCode,
        ...(wait !== undefined && { retryAfterSeconds: wait }),
        ...(call.readHeaders && { headers: chosenHeaders(answer.headers, call.readHeaders) }),
        json: text === undefined ? undefined : parse(redact(text, call.credentials)),
      };
    } catch (error) {
      if (call.body instanceof BodyStream) call.body.stream.destroy();
      throw new NoAnswerError(mayHaveArrived, error);
    }
  }

  /** Ends all running calls. */
  async close(): Promise<void> {
    await Promise.all([this.kept.destroy(), this.fresh.destroy()]);
  }
}

interface Content {
  chunks: Iterable<Buffer> | AsyncIterable<Buffer>;
  length: number;
  type: string;
}

function encode(body: object | URLSearchParams | BodyStream): Content {
  if (body instanceof BodyStream) return { chunks: body.stream, length: body.length, type: body.contentType };
  const isForm = body instanceof URLSearchParams;
  const bytes = Buffer.from(isForm ? body.toString() : JSON.stringify(body));
  return {
    chunks: [bytes],
    length: bytes.length,
    type: isForm ? 'application/x-www-form-urlencoded' : 'application/json',
  };
}

const chosenHeaders = (headers: Dispatcher.ResponseData['headers'], names: readonly string[]) =>
  Object.fromEntries(
    names.flatMap((name) => {
      const [value] = [headers[name]].flat();
      return value === undefined ? [] : [[name, value] as const];
    }),
  );

function headersOf({ headers, credentials }: ApiRequest, body: Content | undefined): Record<string, string> {
  return {
    accept: 'application/json',
    'user-agent': `Reelway/${VERSION}`,
    ...(body && { 'content-type': body.type }),
    ...headers,
    ...credentials,
  };
}

/** Undefined when the body breaks off or is too long; the status is useful even without it. */
async function readText(body: Dispatcher.ResponseData['body'], maxBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) return undefined;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  } catch {
    return undefined;
  }
}

/** Replaces each credential, with and without its scheme (`Bearer`, `Basic`). */
const redact = (text: string, credentials: ApiRequest['credentials'] = {}): string =>
  Object.values(credentials)
    .flatMap((value) => [value, value.slice(value.indexOf(' ') + 1)])
    .reduce((clean, secret) => clean.replaceAll(secret, REDACTED), text);

/** The strings and the numbers of a JSON text. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;
const INTEGER = /^-?\d+$/;

function parse(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    if (!/\d{16}/.test(text)) return json;
    // The text is valid JSON, so matching takes time in proportion to its length.
    const isHeld = (found: string) => !INTEGER.test(found) || Number.isSafeInteger(Number(found));
    return JSON.parse(text.replace(STRING_OR_NUMBER, (found) => (isHeld(found) ? found : `"${found}"`)));
  } catch {
    return undefined;
  }
}
