import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { OnApplicationShutdown } from '@nestjs/common';
import { type Agent, request } from 'undici';
import { invalidInput, remoteFetchFailed } from '../../core.errors';
import type { ErrorFactory, InputFault } from '../../errors/app-error';
import { requestContext } from '../../logging/request-context';
import type { FetchPolicy } from './fetch-policy';
import { guardedAgent } from './guarded-connector';
import type { HostResolver } from './host-resolver';
import { LEAST_THROUGHPUT, type LeastThroughput } from './least-throughput';
import { type OwnObjects, openOwn } from './own-objects';
import {
  absolute,
  acceptAnswer,
  discard,
  type Expectation,
  isEncoded,
  mediaType,
  type RemoteAnswer,
  type UnreadAnswer,
} from './remote-answer';
import { remoteError } from './remote-errors';

export interface SafeRequest {
  /** Default GET. Only GET and HEAD follow redirects. */
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Readonly<Record<string, string>>;
  body?: string | Buffer;
  httpsOnly?: boolean;
  /** Default 3; each hop is checked like the first. 0 returns the redirect itself. */
  maxRedirects?: number;
  /** Largest body in bytes, declared or counted. Default 10 MiB. */
  maxBytes?: number;
  /** What a 2xx answer may contain: full types (`application/json`) or families (`image/`). Default: anything. */
  contentTypes?: readonly string[];
  /** Decodes a compressed body; `maxBytes` then limits the decoded bytes. Default: such an answer is refused. */
  decodes?: boolean;
  /** Milliseconds until the headers of each hop are complete. Default 10 s. */
  headersTimeoutMs?: number;
  /** Milliseconds between two pieces of the body. Default 30 s. */
  idleTimeoutMs?: number;
  /** Milliseconds from the first hop to the last byte. Default 60 s. */
  totalTimeoutMs?: number;
  /** Ends the call early with the signal's reason as the error. */
  signal?: AbortSignal;
}

export interface RemoteText extends Omit<RemoteAnswer, 'body'> {
  text: string;
}

export interface DownloadedFile {
  url: string;
  bytes: number;
  /** Lower-case hex. */
  sha256: string;
  contentType?: string;
}

export interface SafeHttpOptions {
  policy: FetchPolicy;
  resolver: HostResolver;
  userAgent: string;
  /** For DNS, TCP and TLS together. Default 3 s. */
  connectTimeoutMs?: number;
  /** Of downloads. Default 16 KiB a second over each minute. */
  leastThroughput?: LeastThroughput;
}

const MIB = 1_048_576;
const LOGGED_ANSWER_BYTES = 16_384;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Any other header may be intended for the first host only. */
const SAFE_ELSEWHERE = new Set(['accept', 'accept-encoding', 'accept-language', 'range', 'user-agent', 'x-request-id']);

/**
 * The only way to fetch a URL that a caller chose. It reaches public addresses (and `FETCH_ALLOW_HOSTS`) and nothing
 * else, and every call ends in time. All methods throw urlNotAllowed, remoteFetchFailed, remoteFetchTimeout or
 * remoteFileTooLarge, none of which reveals an IP address.
 */
export class SafeHttpService implements OnApplicationShutdown {
  private usedAgent?: Agent;
  private ownObjects?: OwnObjects;

  constructor(private readonly options: SafeHttpOptions) {}

  async onApplicationShutdown(): Promise<void> {
    await this.usedAgent?.destroy();
  }

  /** From now on reads the files of this installation without a request. Call it while the process starts. */
  readDirectly(ownObjects: OwnObjects): void {
    this.ownObjects = ownObjects;
  }

  /** Checks a URL without a network call; every use checks it again. @throws url_not_allowed */
  checkUrl(url: string, options: { httpsOnly?: boolean } = {}): URL {
    return this.options.policy.check(url, options.httpsOnly);
  }

  /**
   * Checks the URL in a field of a request without a network call, before it is stored; every use checks it again.
   * @param path of the field, for the error
   * @param options `isRead`: we only read from it, so it may be an address of our own files
   * @returns the URL as text
   * @throws the error that `refuse` makes; default: invalid_input
   */
  checkField(
    path: string,
    url: string,
    { isRead = false, refuse = invalidInput }: { isRead?: boolean; refuse?: ErrorFactory } = {},
  ): string {
    const fault = this.faultOf(path, url, isRead);
    if (fault) throw refuse(undefined, { errors: [fault] });
    return isRead && this.isOwn(url) ? new URL(url).href : this.checkUrl(url).href;
  }

  /** What `checkField` would report. */
  faultOf(path: string, url: string, isRead = false): InputFault | undefined {
    if (isRead && this.isOwn(url)) return undefined;
    try {
      this.checkUrl(url);
      return undefined;
    } catch (error) {
      return { path, code: 'url_not_allowed', message: (error as Error).message };
    }
  }

  /** Whether the address leads to a file of this installation. */
  isOwn(url: string): boolean {
    return URL.canParse(url) && (this.ownObjects?.covers(new URL(url)) ?? false);
  }

  /** The address, or a new one if it is of a file of this installation whose key begins with `folder`, and has expired. */
  renewOwn(url: string, folder: string): string {
    return (this.isOwn(url) ? this.ownObjects?.renew(new URL(url), folder) : undefined) ?? url;
  }

  /** Sends one request, follows redirects, and returns the answer, whatever its status. */
  open(url: string | URL, options: SafeRequest = {}): Promise<RemoteAnswer> {
    return this.exchange(url, options, {});
  }

  /**
   * Streams a 200 answer to a file or stream in constant memory, while it keeps the least throughput. Removes the file
   * when the download fails.
   * @param destination path of a new file, or a stream, which the download ends
   */
  async download(
    url: string | URL,
    destination: string | Writable,
    options: SafeRequest & { maxBytes: number },
  ): Promise<DownloadedFile> {
    if (typeof destination !== 'string') return this.receive(url, destination, options);
    // The file exists before the first byte is read, so that its removal cannot come before its creation.
    const file = (await open(destination, 'wx')).createWriteStream();
    try {
      return await this.receive(url, file, options);
    } catch (error) {
      file.destroy();
      await rm(destination, { force: true });
      throw error;
    }
  }

  private async receive(
    url: string | URL,
    destination: Writable,
    options: SafeRequest & { maxBytes: number },
  ): Promise<DownloadedFile> {
    const { leastThroughput = LEAST_THROUGHPUT } = this.options;
    const answer = await this.exchange(url, { totalTimeoutMs: 900_000, ...options }, { status: 200, leastThroughput });
    const hash = createHash('sha256');
    let bytes = 0;
    const measured = async function* () {
      for await (const chunk of answer.body) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    };
    await pipeline(measured, destination);
    return { url: answer.url, bytes, sha256: hash.digest('hex'), contentType: mediaType(answer.headers) };
  }

  /**
   * Delivers JSON to an address that a user chose. Follows no redirects and treats no status as an error.
   * @param json serialised text, because the signature covers exactly these bytes
   * @returns the status and the first 16 KiB of the answer, for the log
   */
  async postJson(
    url: string | URL,
    json: string,
    options: Omit<SafeRequest, 'method' | 'body' | 'maxBytes'> = {},
  ): Promise<RemoteText> {
    const headers = { 'content-type': 'application/json', ...options.headers };
    const call = {
      totalTimeoutMs: 15_000,
      ...options,
      headers,
      method: 'POST',
      body: json,
      maxBytes: Infinity,
    } as const;
    const { body, ...answer } = await this.exchange(url, call, { anyEncoding: true });
    let text = Buffer.alloc(0);
    try {
      for await (const chunk of body) {
        text = Buffer.concat([text, chunk]);
        if (text.length >= LOGGED_ANSWER_BYTES) break;
      }
    } catch {
      // The status has arrived, so the message was delivered: how the rest of the answer ends changes nothing.
    }
    return {
      ...answer,
      text: isEncoded(answer.headers) ? '' : text.subarray(0, LOGGED_ANSWER_BYTES).toString('utf8'),
    };
  }

  private async exchange(
    url: string | URL,
    options: SafeRequest,
    expected: Partial<Expectation>,
  ): Promise<RemoteAnswer> {
    const { method = 'GET', maxRedirects = 3, httpsOnly = false, maxBytes = 10 * MIB } = options;
    const signal = AbortSignal.any([
      AbortSignal.timeout(options.totalTimeoutMs ?? 60_000),
      ...(options.signal ? [options.signal] : []),
    ]);
    const follows = (method === 'GET' || method === 'HEAD') && maxRedirects > 0;
    if (this.ownObjects && method === 'GET' && this.isOwn(String(url))) {
      const own = new URL(url);
      const answer = await openOwn(this.ownObjects, own, options.headers?.range);
      return acceptAnswer(own, answer, { ...options, ...expected, signal, method, maxBytes });
    }
    let target = this.options.policy.check(url, httpsOnly);
    let headers = this.headersOf(options);
    for (let hop = 0; ; hop += 1) {
      const answer = await this.send(target, headers, options, signal);
      const location = follows && REDIRECTS.has(answer.statusCode) ? answer.headers.location : undefined;
      if (location === undefined) return acceptAnswer(target, answer, { ...options, ...expected, method, maxBytes });
      discard(answer.body);
      if (hop === maxRedirects) throw remoteFetchFailed(`${target.hostname} redirects too often.`);
      const next = this.options.policy.check(absolute(String(location), target), httpsOnly);
      if (next.origin !== target.origin)
        headers = Object.fromEntries(Object.entries(headers).filter(([name]) => SAFE_ELSEWHERE.has(name)));
      target = next;
    }
  }

  /** Made for the first request: to load undici takes time, and a short process may need none. */
  private get agent(): Agent {
    this.usedAgent ??= guardedAgent(this.options);
    return this.usedAgent;
  }

  private headersOf({ headers }: SafeRequest): Record<string, string> {
    const own = Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
    const requestId = requestContext()?.requestId;
    return {
      accept: '*/*',
      'user-agent': this.options.userAgent,
      ...(requestId ? { 'x-request-id': requestId } : {}),
      ...own,
      'accept-encoding': 'identity',
    };
  }

  private async send(
    target: URL,
    headers: Record<string, string>,
    options: SafeRequest,
    signal: AbortSignal,
  ): Promise<UnreadAnswer> {
    const { method = 'GET', body, headersTimeoutMs = 10_000, idleTimeoutMs = 30_000 } = options;
    try {
      return await request(target, {
        dispatcher: this.agent,
        method,
        headers,
        body,
        headersTimeout: headersTimeoutMs,
        bodyTimeout: idleTimeoutMs,
        signal,
      });
    } catch (error) {
      options.signal?.throwIfAborted();
      throw remoteError(target.hostname, error);
    }
  }
}
